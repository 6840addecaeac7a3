use oauth_scopes::scope_name;

pub const SPELLING: &str = scope_name!("Write_multipass");
pub const SEVERAL: &str = scope_name!("read_profile", "write_multipass");
pub const LIST: &str = scope_name!("read_profile write_multipass");

fn main() {}
