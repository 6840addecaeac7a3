//! Loads a catalog from its own text, the files that it extends, and bundled catalogs.

#[cfg(feature = "load")]
mod file_bytes;
#[cfg(feature = "load")]
mod files;
mod loaded;
mod loader;
mod providers;
#[cfg(feature = "load")]
mod roots;
mod texts;

#[cfg(feature = "load")]
pub use file_bytes::{FileError, examine_file, read_file_bytes, read_listed_file, read_text_file};
#[cfg(feature = "load")]
pub use files::{Environment, Failure, load, load_file, load_provider, load_text};
pub use loaded::{File, Loaded, Role, Stamp, Target, provider_named};
pub use providers::Providers;
#[cfg(feature = "load")]
pub use roots::Roots;
pub use texts::load_texts;
