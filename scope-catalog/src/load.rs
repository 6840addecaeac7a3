//! Puts a catalog together: its own text, those that it extends, and bundled ones.

#[cfg(feature = "load")]
mod files;
mod loaded;
mod loader;
mod providers;
mod texts;

#[cfg(feature = "load")]
pub use files::{Environment, Failure, FileError, load, load_file, load_provider, load_text, read_text_file};
pub use loaded::{File, Loaded, Role, Stamp, Target};
pub use providers::Providers;
pub use texts::load_texts;
