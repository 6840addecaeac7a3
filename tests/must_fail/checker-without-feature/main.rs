oauth_scopes::catalog!(mod multipass);

fn main() {
    let _ = multipass::checker();
    let _ = multipass::READ_PROFILE;
}
