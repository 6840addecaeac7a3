//! Reads the modules of a crate, with the imports and the names in each of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::code::{code, is_punct};

/// The modules of a crate; the first is its root.
#[derive(Debug, Default)]
pub(crate) struct ModuleTree {
    pub(crate) modules: Vec<Module>,
    /// The files of the crate in the order in which they were read, and their tokens.
    pub(crate) files: Vec<(PathBuf, String, TokenStream)>,
}

/// A module, in its own file or inside another one.
#[derive(Debug, Default)]
pub(crate) struct Module {
    /// The number of its file.
    pub(crate) file: usize,
    pub(crate) parent: Option<usize>,
    pub(crate) children: BTreeMap<String, usize>,
    /// The items that it defines.
    pub(crate) items: BTreeSet<String>,
    pub(crate) uses: Vec<Use>,
    /// Paths of two and more segments outside of `use`.
    pub(crate) paths: Vec<Mention>,
    /// Every identifier outside of `use`.
    pub(crate) words: BTreeSet<String>,
}

/// A path and its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mention {
    pub(crate) path: Vec<String>,
    pub(crate) line: usize,
}

/// A name that `use` brings in.
#[derive(Debug)]
pub(crate) struct Use {
    /// The name in the importing module; `*` for all names.
    pub(crate) name: String,
    pub(crate) mention: Mention,
    /// Whether it is also visible to other modules.
    pub(crate) is_public: bool,
}

impl ModuleTree {
    /// Reads a crate, starting with its first file.
    ///
    /// # Errors
    ///
    /// If a file is missing or is not Rust.
    pub(crate) fn read(root: &Path) -> Result<Self> {
        let mut tree = Self::default();
        let folder = root.parent().unwrap_or(Path::new("")).to_owned();
        tree.file(root, None, &folder)?;
        Ok(tree)
    }

    /// Reads a file. The modules that it declares have their files in the folder.
    fn file(&mut self, path: &Path, parent: Option<usize>, folder: &Path) -> Result<usize> {
        let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
        let tokens = code(&text).with_context(|| path.display().to_string())?;
        self.files.push((path.to_owned(), text, tokens.clone()));
        let module = self.module(self.files.len() - 1, parent);
        self.body(module, tokens, folder, true)?;
        Ok(module)
    }

    fn module(&mut self, file: usize, parent: Option<usize>) -> usize {
        self.modules.push(Module { file, parent, ..Module::default() });
        self.modules.len() - 1
    }

    /// Reads the body of a module, or any group of tokens inside of it.
    fn body(&mut self, module: usize, tokens: TokenStream, folder: &Path, is_body: bool) -> Result<()> {
        const DEFINING: [&str; 8] = ["fn", "struct", "enum", "union", "trait", "type", "const", "static"];
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        let mut is_public = false;
        while at < tokens.len() {
            let word = match &tokens[at] {
                TokenTree::Ident(word) => word.to_string(),
                TokenTree::Group(group) => {
                    self.body(module, group.stream(), folder, false)?;
                    String::new()
                }
                _ => String::new(),
            };
            let next = tokens.get(at + 1).and_then(ident);
            at += match (&*word, next) {
                ("pub", _) => {
                    is_public = true;
                    at += 1 + usize::from(matches!(tokens.get(at + 1), Some(TokenTree::Group(_))));
                    continue;
                }
                ("mod", Some(name)) if is_module(tokens.get(at + 2), is_body) => {
                    let file = path_attribute(&tokens[..at]).map(|file| folder.join(file));
                    self.child(module, &name, tokens.get(at + 2), file, folder)?;
                    3
                }
                ("use", _) => {
                    let end = at + tokens[at..].iter().take_while(|token| !is_punct(token, ';')).count();
                    UseTree { module: &mut self.modules[module], is_public }.read(&tokens[at + 1..end], &[]);
                    end - at
                }
                ("macro_rules", _) => {
                    let name = tokens.get(at + 2).and_then(ident);
                    self.modules[module].items.extend(name);
                    3
                }
                (defining, Some(name)) if DEFINING.contains(&defining) => {
                    self.modules[module].items.insert(name);
                    2
                }
                _ => self.words(module, &tokens[at..]),
            };
            is_public = false;
        }
        Ok(())
    }

    fn child(
        &mut self,
        parent: usize,
        name: &str,
        body: Option<&TokenTree>,
        file: Option<PathBuf>,
        folder: &Path,
    ) -> Result<()> {
        let own_folder = folder.join(name);
        if let Some(TokenTree::Group(group)) = body {
            let child = self.module(self.modules[parent].file, Some(parent));
            self.modules[parent].children.insert(name.to_owned(), child);
            return self.body(child, group.stream(), &own_folder, true);
        }
        let usual = [folder.join(format!("{name}.rs")), own_folder.join("mod.rs")];
        let Some(file) = file.or_else(|| usual.iter().find(|file| file.is_file()).cloned()) else {
            bail!("no file for `mod {name};`: {}", usual[0].display());
        };
        let child = self.file(&file, Some(parent), &own_folder)?;
        self.modules[parent].children.insert(name.to_owned(), child);
        Ok(())
    }

    /// Reads an identifier or a path outside of `use`. Returns how many tokens it has.
    fn words(&mut self, module: usize, tokens: &[TokenTree]) -> usize {
        let module = &mut self.modules[module];
        let is_outside = is_path_separator(tokens);
        let mut at = if is_outside { 2 } else { 0 };
        let mut path = Vec::new();
        let line = tokens[0].span().start().line;
        while let Some(word) = tokens.get(at).and_then(ident) {
            path.push(word);
            at += 1;
            if !is_path_separator(&tokens[at..]) || tokens.get(at + 2).and_then(ident).is_none() {
                break;
            }
            at += 2;
        }
        module.words.extend(path.iter().cloned());
        if path.len() > 1 && !is_outside {
            module.paths.push(Mention { path, line });
        }
        at.max(1)
    }
}

/// Reads the tree of a `use`.
struct UseTree<'m> {
    module: &'m mut Module,
    is_public: bool,
}

impl UseTree<'_> {
    fn read(&mut self, tokens: &[TokenTree], before: &[String]) {
        for tokens in tokens.split(|token| is_punct(token, ',')) {
            self.one(tokens, before);
        }
    }

    fn one(&mut self, tokens: &[TokenTree], before: &[String]) {
        let mut path = before.to_vec();
        let mut rename = None;
        let mut words = tokens.iter();
        let Some(line) = tokens.first().map(|token| token.span().start().line) else { return };
        while let Some(token) = words.next() {
            match token {
                TokenTree::Ident(word) if word == "as" => rename = words.next().and_then(ident),
                TokenTree::Ident(word) => path.push(plain(&word.to_string())),
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                    return self.read(&group.stream().into_iter().collect::<Vec<_>>(), &path);
                }
                token if is_punct(token, '*') => rename = Some("*".to_owned()),
                _ => {}
            }
        }
        // `a::{self}` is `a`.
        if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
            path.pop();
        }
        // `::a` is another crate.
        if before.is_empty() && tokens.first().is_some_and(|token| is_punct(token, ':')) {
            path.insert(0, "::".to_owned());
        }
        let name = rename.or_else(|| path.last().cloned()).unwrap_or_default();
        self.module.uses.push(Use { name, mention: Mention { path, line }, is_public: self.is_public });
    }
}

/// Whether `mod name` declares a module, judging by the next token. Inside of brackets, a module cannot be in another
/// file.
fn is_module(next: Option<&TokenTree>, is_body: bool) -> bool {
    next.is_some_and(|next| (is_body && is_punct(next, ';')) || matches!(next, TokenTree::Group(_)))
}

/// The file that `#[path = "…"]` before a `mod` names.
fn path_attribute(before: &[TokenTree]) -> Option<String> {
    let attributes = before.iter().rev().take_while(|token| match token {
        TokenTree::Ident(word) => word == "pub",
        TokenTree::Group(_) => true,
        token => is_punct(token, '#'),
    });
    attributes
        .filter_map(|token| if let TokenTree::Group(group) = token { Some(group.stream()) } else { None })
        .find_map(|attribute| match &attribute.into_iter().collect::<Vec<_>>()[..] {
            [TokenTree::Ident(key), _, TokenTree::Literal(file)] if key == "path" => {
                Some(file.to_string().trim_matches('"').to_owned())
            }
            _ => None,
        })
}

fn ident(token: &TokenTree) -> Option<String> {
    match token {
        TokenTree::Ident(word) => Some(plain(&word.to_string())),
        _ => None,
    }
}

/// A name without `r#`.
fn plain(word: &str) -> String {
    word.strip_prefix("r#").unwrap_or(word).to_owned()
}

fn is_path_separator(tokens: &[TokenTree]) -> bool {
    matches!(tokens, [one, two, ..] if is_punct(one, ':') && is_punct(two, ':'))
}
