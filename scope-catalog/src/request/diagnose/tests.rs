//! Tests the suggestions for unknown names, and their certainty.

mod other_names;

use crate::finding::Certainty;
use crate::testing::{findings, first, first_of_client};

/// Returns the suggestions for a word, and their certainty.
fn offered(catalog: &str, written: &str) -> (Certainty, Vec<String>) {
    let finding = first(catalog, &[written]);
    (finding.certainty, finding.suggestions)
}

fn likely(name: &str) -> (Certainty, Vec<String>) {
    (Certainty::Likely, vec![name.to_owned()])
}

fn choices(names: &[&str]) -> (Certainty, Vec<String>) {
    (Certainty::Choices, names.iter().map(ToString::to_string).collect())
}

#[test]
fn another_action_is_a_choice_and_far_names_are_no_guess() {
    let catalog = "scopes = ['files.read', 'files.write', 'files.r', 'mail.send']";
    assert_eq!(first(catalog, &["files.w"]).certainty, Certainty::Choices);
    assert_eq!(first(catalog, &["files.delete"]).suggestions, ["files.r", "files.read", "files.write"]);
    assert_eq!(first(catalog, &["sleep"]).certainty, Certainty::None);
}

#[test]
fn a_name_that_holds_all_of_the_words() {
    let catalog =
        "scopes = ['acme.vault.keys', 'acme.orders.lines', 'player-change-volume', 'team:read:roster', 'roster']";
    assert_eq!(offered(catalog, "vault"), likely("acme.vault.keys"));
    assert_eq!(offered(catalog, "acme:lines"), likely("acme.orders.lines"));
    assert_eq!(offered(catalog, "volume-change"), likely("player-change-volume"));
    // The additional action is a separate permission here.
    assert_eq!(offered(catalog, "team:roster"), choices(&["team:read:roster"]));
    let in_order_first = "scopes = ['maps.old.pins', 'pins.of.maps']";
    assert_eq!(offered(in_order_first, "maps.pins"), likely("maps.old.pins"));
    let prefixed = "prefix = 'https://acme.example/auth/'\n\
        scopes = ['https://acme.example/auth/a', 'https://acme.example/auth/b', 'https://vault.acme.example/keys']";
    assert_eq!(offered(prefixed, "https://acme.example/auth/vault"), likely("https://vault.acme.example/keys"));
}

#[test]
fn a_name_that_holds_too_much_besides_or_words_of_too_many_was_not_meant() {
    let catalog = "scopes = ['acme.vault.of.keys', 'x.read.y', 'a', 'b']";
    assert_eq!(offered(catalog, "vault.keys").0, Certainty::None);
    assert_eq!(offered(catalog, "read").0, Certainty::None);
    let many: Vec<String> = (0..101).map(|number| format!("'a{number}.left.x', 'b{number}.right.x'")).collect();
    let catalog = format!("scopes = ['c.right.left', {}]", many.join(", "));
    assert_eq!(offered(&catalog, "left.right").0, Certainty::None);
    let twice: Vec<String> = (0..60).map(|number| format!("'right{number}.right.x.right'")).collect();
    let catalog = format!("scopes = ['c.right.left', {}]", twice.join(", "));
    assert_eq!(offered(&catalog, "left.right"), likely("c.right.left"));
}

#[test]
fn many_names_with_one_word_tell_nothing() {
    let catalog = "scopes = ['a.key.one', 'a.key.two', 'a.key.six', 'a.key.ten', 'b.x']";
    assert_eq!(offered(catalog, "key").0, Certainty::None);
    assert_eq!(offered(catalog, "a.key").1, ["a.key.one", "a.key.six", "a.key.ten"]);
}

#[test]
fn a_word_that_only_says_what_is_done_is_not_what_was_meant() {
    let catalog = "scopes = ['read', 'mail:send', 'mail:drafts', 'calendar:list']";
    assert_eq!(offered(catalog, "workspace:read").0, Certainty::None);
}

#[test]
fn the_bare_name_is_a_choice_where_only_the_action_is_too_much() {
    let catalog = "scopes = ['orders', 'orders.lines.send', 'customers.read']";
    assert_eq!(offered(catalog, "orders.send"), choices(&["orders", "orders.lines.send"]));
}

#[test]
fn what_grants_more_than_was_written_is_not_offered() {
    let catalog = "[scopes]\norders = { implies = ['orders.readonly'] }\n'orders.readonly' = ''\n'bills.admin' = ''\n\
        mail = 'Read mail'\nfiles = ''\n'files:write' = { implies = ['files'] }\nnotes = 'Read and change notes'\n\
        'admin.chats:read' = ''\n'logs.write' = ''";
    assert_eq!(offered(catalog, "orders.r"), choices(&["orders.readonly"]));
    for wider in ["bills.read", "notes.read", "notes.own", "notes.metadata", "chats:read", "logs.read"] {
        assert_eq!(offered(catalog, wider), (Certainty::None, Vec::new()), "{wider}");
    }
    // These names without an action are for reading, according to the catalog.
    for name in ["mail", "files"] {
        assert_eq!(offered(catalog, &format!("{name}.read")).1, [name]);
    }
}

#[test]
fn a_slip_in_a_word_that_does_more_is_a_slip_all_the_same() {
    let catalog = "scopes = ['Chat.Read', 'Chat.ReadWrite', 'phone:read:role', 'phone:read:role:admin']";
    for (written, meant) in [("Chat.ReadWrie", "Chat.ReadWrite"), ("phone:read:role:amin", "phone:read:role:admin")] {
        assert_eq!(offered(catalog, written).1, [meant]);
    }
    assert_eq!(offered("scopes = ['chat:send', 'bills', 'orders']", "chat:read"), (Certainty::None, Vec::new()));
}

#[test]
fn a_retired_name_is_not_offered_beside_a_current_one() {
    let catalog = "scopes = ['chat:read', 'chat:send', 'x.user', 'y', 'z']\n[retired]\n'chat:login' = { status = 'deprecated', \
        replaced_by = ['chat:read'] }\n'old.user' = { replaced_by = ['x.user'] }\n'old.bills' = {}\n'old.lines' = {}";
    assert_eq!(offered(catalog, "chat:other").1, ["chat:read", "chat:send"]);
    assert_eq!(offered(catalog, "chat:logim").1, ["chat:login", "chat:read"]);
    assert_eq!(offered(catalog, "old.things").0, Certainty::None);
}

#[test]
fn what_the_list_has_already_is_not_offered_again() {
    let catalog = "name = 'x'\nscopes = ['video.list', 'video.upload', 'user.info']";
    let finding = first(catalog, &["video.create video.upload"]);
    assert_eq!((finding.certainty, finding.suggestions.len()), (Certainty::None, 0));
    let help = "this requests similar scopes already: `video.upload`";
    assert!(finding.help.is_some_and(|text| text.starts_with(help)));
    let catalog_of_two = "scopes = ['read:shelf.all', 'read:shelf.names', 'write:shelf', 'a']";
    let finding = first(catalog_of_two, &["read:shelf write:shelf"]);
    assert_eq!(finding.suggestions, ["read:shelf.all", "read:shelf.names"], "who reads does not write");
    let finding = first(catalog, &["user.inf user.info"]);
    assert_eq!((finding.certainty, &*finding.suggestions), (Certainty::Likely, &[String::new()][..]));
    assert!(finding.help.is_some_and(|help| help.starts_with("leave it out: `user.info` is in the list")));
}

#[test]
fn another_kind_of_client_has_other_suggestions() {
    let catalog = "[scopes]\n'task.read.all' = { kinds = ['bot'] }\n'task.read.own' = { kinds = ['user'] }\n\
        [clients.x]\nkind = 'user'\nallow = []";
    assert_eq!(offered(catalog, "task.read").1, ["task.read.all", "task.read.own"]);
    assert_eq!(first_of_client(catalog, "x", &["task.read"]).suggestions, ["task.read.own"]);
}

#[test]
fn another_word_for_reading_or_writing() {
    let catalog = "name = 'x'\nscopes = ['files.read', 'files.write', 'bills.read']";
    let finding = first(catalog, &["files.view"]);
    assert_eq!(finding.message, "unknown scope `files.view`: the names of x say `read`");
    assert_eq!(offered(catalog, "files.modify"), likely("files.write"));
    assert_eq!(offered(catalog, "get_bills"), likely("bills.read"));
    let has_both = "scopes = ['files.read', 'mail.view', 'files.write']";
    assert_ne!(offered(has_both, "files.view").0, Certainty::Likely);
}

#[test]
fn the_last_part_under_another_beginning() {
    let catalog = "scopes = ['channel:moderate', 'chat:read', 'chat:edit', 'read:board', 'board']";
    assert_eq!(offered(catalog, "chat:moderate"), choices(&["channel:moderate"]));
    assert_eq!(offered(catalog, "write:board").1, ["board", "read:board"]);
    let branded = "name = 'Acme'\nscopes = ['spark:all', 'spark:rooms', 'a', 'b']";
    assert_eq!(offered(branded, "acme:all"), choices(&["spark:all"]));
    assert_eq!(offered(branded, "other:all").0, Certainty::None);
}

#[test]
fn a_right_that_nobody_wrote_is_a_choice() {
    let catalog = "scopes = ['chat:read:list', 'box.items.write.all', 'mail.read', 'x.maps.delete.y']";
    assert_eq!(offered(catalog, "chat:read"), choices(&["chat:read:list"]));
    assert_eq!(offered(catalog, "box.items.write"), choices(&["box.items.write.all"]));
    assert_eq!(offered(catalog, "x.maps.y"), choices(&["x.maps.delete.y"]));
}

#[test]
fn a_part_too_many() {
    let catalog = "scopes = ['mail.drafts.send', 'mail.drafts', 'a', 'b']";
    assert_eq!(offered(catalog, "mail.my.drafts.send"), choices(&["mail.drafts.send"]));
    assert_eq!(offered(catalog, "mail.send.drafts.send"), likely("mail.drafts.send"));
}

#[test]
fn a_name_that_ends_in_the_middle_of_a_word() {
    let catalog = "scopes = ['library-last-borrowed-books', 'library-cards', 'files.readonly', 'files.export']";
    assert_eq!(offered(catalog, "library-last-borrow"), likely("library-last-borrowed-books"));
    assert_eq!(offered(catalog, "files.read"), choices(&["files.readonly"]));
}

#[test]
fn three_names_run_together() {
    let catalog = "scopes = ['openid', 'orders', 'email', 'mail', 'e']";
    let certain = |list: &str| (Certainty::Certain, vec![list.to_owned()]);
    assert_eq!(offered(catalog, "openidordersopenid"), certain("openid orders openid"));
    assert_eq!(offered(catalog, "openidemail"), certain("openid email"));
    assert_ne!(offered("scopes = ['ab', 'bc', 'a', 'bcd', 'd', 'cd']", "abcd").0, Certainty::Certain);
    assert_ne!(offered(catalog, "openidordersemailx").0, Certainty::Certain);
}

#[test]
fn names_with_a_separator_of_names_between_them() {
    let catalog = "name = 'x'\nscopes = ['openid', 'email', 'orders']";
    assert_eq!(offered(catalog, "openid.email"), likely("openid email"));
    assert_eq!(offered(catalog, "orders:openid:email"), likely("orders openid email"));
    assert_ne!(offered(catalog, "email.email").1, ["email email"]);
    let with_action = "scopes = ['orders', 'read', 'users:read', 'bills:read']";
    assert_eq!(offered(with_action, "orders:read"), (Certainty::None, Vec::new()));
}

#[test]
fn reading_and_writing_at_once() {
    let apart = "scopes = ['data:read', 'data:write', 'data:search']";
    assert_eq!(offered(apart, "data:readwrite"), likely("data:read data:write"));
    assert_eq!(offered(apart, "data:read_write"), likely("data:read data:write"));
    let included = "[scopes]\n'data:read' = ''\n'data:write' = { implies = ['data:read'] }";
    assert_eq!(offered(included, "data:rw"), likely("data:write"));
}

#[test]
fn a_thing_that_is_filed_under_another_one() {
    let catalog = "[scopes]\n'shelves:read' = 'Read shelves and their volumes'\n'shelves:write' = 'Change shelves'\n\
        'readers:read' = 'Read who borrows volumes'\n'fees:read' = 'Read fees'\n'fees:write' = 'Change fees'";
    assert_eq!(offered(catalog, "volumes:read"), choices(&["readers:read", "shelves:read"]));
    // No name mentions volumes, and the other objects that can be written are unrelated.
    assert_eq!(offered(catalog, "volumes:write").0, Certainty::None);
    assert_eq!(offered(catalog, "volumes").0, Certainty::None);
    assert_eq!(offered(catalog, "acme:volumes:read").0, Certainty::None);
}

#[test]
fn a_description_says_more_than_a_word_that_is_near_by_chance() {
    let catalog = "[scopes]\n'orders:read' = 'Read orders and their lines'\n'files:read' = 'Read files'";
    assert_eq!(offered(catalog, "lines:read"), choices(&["orders:read"]));
}

#[test]
fn a_description_counts_where_the_name_does_just_what_was_asked() {
    let catalog = "[scopes]\n'shelves' = 'Use volumes'\n'shelves:read:delete' = 'Read and delete volumes'\n\
        'fees:read' = ''\n'fees:all' = ''\n'shelves:all' = 'Do everything with volumes'";
    assert_eq!(offered(catalog, "volumes:read").0, Certainty::None);
    assert_eq!(offered(catalog, "volumes:all").0, Certainty::None);
}

#[test]
fn the_shortest_names_count_and_what_many_descriptions_have_tells_nothing() {
    let catalog = "[scopes]\n'shelves:read' = 'Read volumes'\n'shelves.old:read' = 'Read old volumes'\n'a:read' = ''";
    assert_eq!(offered(catalog, "volumes:read"), choices(&["shelves:read"]));
    let four: Vec<String> = ["b", "c", "d", "e"].map(|name| format!("'{name}:read' = 'Read volumes'")).into();
    let catalog = format!("[scopes]\n'a:read' = ''\n{}", four.join("\n"));
    assert_eq!(offered(&catalog, "volumes:read").0, Certainty::None);
    let common: Vec<String> = (0..31).map(|number| format!("'s{number}:list' = 'List volumes'")).collect();
    let catalog = format!("[scopes]\n'a:send' = ''\n's:send' = 'Send volumes'\n{}", common.join("\n"));
    assert_eq!(offered(&catalog, "volumes:send").0, Certainty::None);
}

#[test]
fn kindred_words_come_first() {
    let catalog = "scopes = ['map.cut', 'map.pins', 'map.readonly', 'log.manage', 'log.read', 'log.a']";
    assert_eq!(offered(catalog, "map.view").1[0], "map.readonly");
    assert_eq!(offered(catalog, "log.write").1[0], "log.manage");
    assert_eq!(offered(catalog, "log.write").0, Certainty::Choices);
}

#[test]
fn a_word_that_was_shortened() {
    let catalog = "scopes = ['read_organization', 'read_users', 'read_bills']";
    assert_eq!(offered(catalog, "read_org"), likely("read_organization"));
    let first_word = "scopes = ['organization:edit', 'users:edit', 'bills:edit', 'mail:edit']";
    assert_eq!(offered(first_word, "org:edit"), likely("organization:edit"));
    assert_eq!(offered(first_word, "pets:edit").0, Certainty::None);
}

#[test]
fn a_short_name_has_the_siblings_of_the_full_one() {
    let catalog = "prefix = 'https://acme.example/auth/'\nscopes = ['https://acme.example/auth/maps.readonly', \
        'https://acme.example/auth/maps.export', 'https://acme.example/auth/mail']";
    let names = ["https://acme.example/auth/maps.export", "https://acme.example/auth/maps.readonly"];
    assert_eq!(offered(catalog, "maps.send"), choices(&names));
}

#[test]
fn words_in_another_order_that_begin_a_name_are_a_choice() {
    let catalog = "scopes = ['read:parts:shop', 'read:shop-parts.all']";
    assert_eq!(offered(catalog, "read:shop-parts"), choices(&["read:parts:shop", "read:shop-parts.all"]));
}

#[test]
fn what_goes_on_in_the_same_part_is_another_thing() {
    let catalog = "scopes = ['shelf', 'read:shelf_label', 'read:hall:door', 'notes.read']";
    assert_eq!(offered(catalog, "read:shelf"), (Certainty::None, Vec::new()));
    assert_eq!(offered(catalog, "read:hall"), choices(&["read:hall:door"]));
    assert_eq!(offered(catalog, "notes").0, Certainty::Choices);
}

#[test]
fn a_beginning_that_makes_the_right_smaller_was_not_left_out() {
    let catalog = "name = 'x'\nscopes = ['metadata.parcel:read', 'api.order:read', 'cargo_crate_read', 'ship']";
    assert_eq!(offered(catalog, "parcel:read"), (Certainty::None, Vec::new()));
    assert_eq!(offered(catalog, "order:read"), likely("api.order:read"));
    assert_eq!(offered(catalog, "crate_read"), choices(&["cargo_crate_read"]));
}

#[test]
fn another_word_for_reading_comes_before_a_longer_name() {
    let catalog = "scopes = ['logs.read', 'cargo.crates.readonly', 'cargo.old.crates.torn.read']";
    assert_eq!(offered(catalog, "cargo.crates.read"), choices(&["cargo.crates.readonly"]));
}

#[test]
fn a_name_without_its_last_words_comes_before_what_descriptions_say() {
    let catalog = "[scopes]\n'crates:read' = ''\n'find:read' = 'Search the crates'";
    assert_eq!(offered(catalog, "crates:read:mine"), choices(&["crates:read"]));
}

#[test]
fn what_does_all_that_was_written_comes_first() {
    let catalog =
        "scopes = ['shelf_export', 'shelf_readonly', 'shelf_readwrite', 'crate.send', 'crate.send.shared', 'x']";
    assert_eq!(offered(catalog, "shelf_write").1[0], "shelf_readwrite");
    assert_eq!(offered(catalog, "crate.send.all").1, ["crate.send", "crate.send.shared"]);
}

#[test]
fn another_order_is_a_choice_beside_another_action() {
    let catalog = "scopes = ['read:desk-user', 'write:user:desk', 'write:desk-work', 'send:chat']";
    assert_eq!(offered(catalog, "write:desk-user"), choices(&["write:user:desk", "read:desk-user"]));
    assert_eq!(offered(catalog, "chat:send"), (Certainty::Certain, vec!["send:chat".to_owned()]));
}

#[test]
fn what_it_is_about_counts_more_than_the_words_around_it() {
    let catalog = "scopes = ['user-top-read', 'user-desk-read', 'user-read-email', 'shelf-read-private', 'shelf-read-open', \
        'shelf-change-private']";
    assert_eq!(offered(catalog, "user-shelf-read"), choices(&["shelf-read-open", "shelf-read-private"]));
    assert_eq!(offered(catalog, "shelf-modify-read"), choices(&["shelf-read-open", "shelf-read-private"]));
    // No name mentions lamps.
    assert_eq!(offered(catalog, "user-lamp-read"), choices(&["user-top-read", "user-desk-read"]));
    let catalog = "scopes = ['user-read-desk-state', 'user-read-now-sitting', 'user-read-email', 'desk-state']";
    assert_eq!(offered(catalog, "user-read-sitting-state").1[0], "user-read-desk-state");
}

#[test]
fn what_is_left_of_a_name_may_be_its_beginning_or_its_end() {
    let catalog = "scopes = ['bundle.desks', 'desks.manage', 'shelves.read', 'acme.volumes']";
    assert_eq!(offered(catalog, "desks"), choices(&["bundle.desks", "desks.manage"]));
    assert_eq!(offered(catalog, "volumes"), likely("acme.volumes"));
}

#[test]
fn what_stands_before_a_name_may_be_the_name() {
    let catalog = "scopes = ['desks.join.room', 'chat.read', 'orders.lines']";
    assert_eq!(offered(catalog, "desks.join.chat.read"), choices(&["chat.read"]));
    assert_eq!(offered(catalog, "acme.chat.read"), likely("chat.read"));
}

#[test]
fn a_part_too_many_is_no_typo() {
    let catalog = "scopes = ['workspace:read', 'workspace:write', 'a', 'b']";
    assert_eq!(offered(catalog, "workspace:read:qr").0, Certainty::Choices);
    assert_eq!(offered(catalog, "workspace:raed"), likely("workspace:read"));
}

#[test]
fn a_misspelled_name_that_is_deprecated_is_a_choice() {
    let catalog = "scopes = ['a', 'b', 'c', 'd']\n[retired]\n'shelves:look' = { status = 'deprecated' }";
    assert_eq!(offered(catalog, "shelves:lok"), choices(&["shelves:look"]));
}

#[test]
fn a_retired_name_without_a_successor_is_never_suggested() {
    let catalog = "scopes = ['shelf', 'read:org', 'public_shelf', 'admin:org', 'a']\n[retired]\n\
        'admin:shelfroom' = { status = 'deprecated' }\n'admin:read' = { status = 'deprecated' }";
    assert_eq!(offered(catalog, "shelfroom"), choices(&["shelf"]));
    let abbreviated = "scopes = ['a', 'b', 'c', 'd']\n[retired]\n'old_shelf_room' = { status = 'deprecated' }";
    assert_eq!(offered(abbreviated, "osr"), choices(&["old_shelf_room"]));
    for written in ["admin:org:read", "write:org:read"] {
        assert_eq!(offered(catalog, written), choices(&["read:org"]));
    }
}

#[test]
fn everything_is_not_suggested_for_one_thing() {
    let catalog = "scopes = ['desk/*.*', 'desk/{thing}.rs', 'a', 'b']";
    assert_eq!(offered(catalog, "desk/chair.sr").0, Certainty::None);
    assert_eq!(offered(catalog, "desks/*.*").1, ["desk/*.*"]);
    // A name with several segments means more than an unknown segment of it.
    let catalog = "scopes = ['desk', 'desk.drawer', 'desk.lamp-shade.color', 'shelf', 'a']";
    assert_eq!(offered(catalog, "desk.lamp-bulb"), choices(&["desk.lamp-shade.color"]));
    assert_eq!(offered(catalog, "desk.write"), choices(&["desk", "desk.drawer"]));
    assert_eq!(offered(catalog, "shelf.board"), choices(&["shelf"]));
}

#[test]
fn a_word_that_a_pattern_lists() {
    let catalog = "scopes = ['{who:desk|self}/{thing}.{right:c|cr|cru|rs|s|us}', 'Shop.{part:invoices|contacts}.{do:READ|ALL}', \
        'log:{log}?do={do:read|clear}', 'a']";
    for (written, meant) in [
        ("desk/Chair.sr", "desk/Chair.rs"),
        ("desk/Chair.urc", "desk/Chair.cru"),
        ("Shop.invoice.READ", "Shop.invoices.READ"),
        ("Shop.contcats.ALL", "Shop.contacts.ALL"),
    ] {
        assert_eq!(offered(catalog, written), likely(meant), "{written}");
    }
    assert_eq!(offered(catalog, "log:own?do=keep"), choices(&["log:own?do=read", "log:own?do=clear"]));
    assert_eq!(offered(catalog, "log:own?do=list").1, ["log:own?do=read"], "clearing is more than to list");
    assert_eq!(offered(catalog, "desk/Chair.dc").0, Certainty::None, "no word is like it");
    assert_eq!(findings(catalog, &["desk/Chair.rs Shop.invoices.READ log:own?do=clear"]), [""; 0]);
}

#[test]
fn who_sends_writes() {
    let catalog = "scopes = ['dm.read', 'dm.write', 'im:read', 'im:send']";
    assert_eq!(offered(catalog, "dm.send"), choices(&["dm.write"]));
    assert_eq!(offered(catalog, "im:write"), choices(&["im:send"]));
    let catalog = "scopes = ['desk:create', 'desk:delete', 'desk:read', 'desk:update', 'a']";
    assert_eq!(offered(catalog, "desk:write"), choices(&["desk:update", "desk:create", "desk:delete"]));
}

#[test]
fn what_is_left_out_in_the_middle_comes_before_a_beginning() {
    let catalog = "scopes = ['Log-Team.Read.All', 'Team.ReadBasic.All', 'tickets', 'shop.schemas.tickets.read', 'a']";
    assert_eq!(offered(catalog, "Team.Read.All"), choices(&["Team.ReadBasic.All", "Log-Team.Read.All"]));
    assert_eq!(offered(catalog, "tickets.read").0, Certainty::Choices, "it may mean `tickets`");
}

#[test]
fn a_misnomer_with_an_s_is_one() {
    let catalog =
        "scopes = ['shelf', 'a', 'b']\n[misnomers]\n'desk:read' = { note = 'desks are in shelves', write = ['shelf'] }";
    assert_eq!(offered(catalog, "desk:reads").1, ["shelf"]);
    assert_ne!(offered(catalog, "desk:readz").1, ["shelf"]);
}

#[test]
fn round_brackets_for_square_ones() {
    let catalog = "scopes = ['identity', 'identity[email]', 'a', 'b']";
    assert_eq!(offered(catalog, "identity(email)").1, ["identity[email]"]);
    assert_eq!(first(catalog, &["(identity)"]).suggestions, ["identity"]);
    assert_eq!(first("scopes = ['identity', 'email']", &["identity(email)"]).suggestions, ["identity email"]);
}

#[test]
fn a_plain_name_that_reads() {
    let catalog = "[scopes]\naccount = 'Read the account'\n'read:user:acme' = 'Read the account of a user'\n\
        shelf = 'Change shelves'\na = ''";
    assert_eq!(offered(catalog, "account:read").1, ["account"]);
    assert_ne!(offered(catalog, "shelf:read").1, ["shelf"]);
}

#[test]
fn all_of_a_thing_is_less_of_it_too() {
    let catalog = "scopes = ['Mail.Read', 'Mail.ReadBasic.All', 'Files.Read', 'a']";
    assert_eq!(offered(catalog, "Mail.Read.All"), choices(&["Mail.Read", "Mail.ReadBasic.All"]));
    // What continues the segment is an action, not another object.
    let catalog = "scopes = ['profile:read_all', 'read:shelf_room', 'a', 'b']";
    assert_eq!(offered(catalog, "profile:read"), choices(&["profile:read_all"]));
    assert_eq!(offered(catalog, "read:shelf").0, Certainty::None);
    let catalog = "scopes = ['read:acme-shelf', 'read:acme-board', 'write:acme-board', 'read:graph:acme', 'read:desk-lamp', \
         'read:desk-top', 'desk']";
    assert_eq!(offered(catalog, "write:acme"), choices(&["write:acme-board"]));
    assert_eq!(offered(catalog, "read:acme"), choices(&["read:acme-board", "read:acme-shelf"]));
    assert_eq!(offered(catalog, "read:desk"), (Certainty::None, Vec::new()), "a desk is a thing of its own");
    let catalog = "scopes = ['Mail.Read', 'Mail.ReadWrite', 'Mail-Big.ReadWrite.All', 'Files.ReadWrite.All', 'a']";
    assert_eq!(offered(catalog, "Mail.Write.All").1[0], "Mail.ReadWrite");
    assert_eq!(offered(catalog, "Files.Write.All").1, ["Files.ReadWrite.All"]);
}

#[test]
fn two_spellings_of_one_scope_are_one_suggestion() {
    let catalog = "[scopes]\n'orders.ALL' = { aliases = ['orders.all'] }\na = ''\nb = ''";
    assert_eq!(offered(catalog, "order.ALL").1, ["orders.ALL"]);
}

#[test]
fn two_addresses_and_two_aliases_run_together() {
    let catalog = "prefix = 'https://www.acme.example/auth/'\n[scopes]\nopenid = ''\n'https://www.acme.example/auth/desk' = ''\n\
        'https://www.acme.example/auth/shelf' = { aliases = ['profile'] }";
    let both = "https://www.acme.example/auth/deskhttps://www.acme.example/auth/shelf";
    let apart = both.replacen("deskhttps", "desk https", 1);
    assert_eq!(offered(catalog, both), (Certainty::Certain, vec![apart]));
    assert_eq!(offered(catalog, "openidprofile"), (Certainty::Certain, vec!["openid profile".to_owned()]));
}
