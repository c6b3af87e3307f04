//! What each file of the program names: the paths in its `use` trees, code, types, patterns, macros and attributes, and the
//! methods that one room adds to a type of another.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use syn::buffer::{Cursor, TokenBuffer};
use syn::visit::{self, Visit};

/// A path from the root of the crate: `crate::store::Error` is `["store", "Error"]`.
pub type CratePath = Vec<String>;

/// The files of the crate, by the paths of their modules, and what each of them names.
pub struct Uses {
    named: BTreeMap<CratePath, BTreeSet<CratePath>>,
}

impl Uses {
    /// Reads every file below a folder.
    pub fn of(src: &Path) -> Self {
        let mut texts = BTreeMap::new();
        collect(src, &mut Vec::new(), &mut texts);
        let parsed = texts.iter().map(|(module, text)| {
            let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{module:?}: {error}"));
            (module.clone(), file)
        });
        let parsed: Vec<(CratePath, syn::File)> = parsed.collect();
        let mut names = Names {
            modules: texts.into_keys().collect(),
            ..Names::default()
        };
        for (module, file) in &parsed {
            let mut declarations = Declarations {
                names: &mut names,
                module: module.clone(),
            };
            declarations.visit_file(file);
        }
        let paths = parsed.iter().map(|(module, file)| {
            let mut reader = Reader {
                names: &names,
                module: module.clone(),
                found: BTreeSet::new(),
            };
            reader.visit_file(file);
            (module.clone(), reader.found)
        });
        Self {
            named: paths.collect(),
        }
    }

    /// Each file with each path that it names. Where a path leads through a `pub use`, it is here as it is written, and
    /// as it is at its end.
    pub fn each(&self) -> impl Iterator<Item = (&CratePath, &CratePath)> {
        let files = self.named.iter();
        files.flat_map(|(file, paths)| paths.iter().map(move |path| (file, path)))
    }

    /// The modules that are files.
    pub fn files(&self) -> impl Iterator<Item = &CratePath> {
        self.named.keys()
    }

    /// The file in which a path ends.
    pub fn file_of(&self, path: &CratePath) -> CratePath {
        let starts = (0..=path.len()).rev().map(|length| path[..length].to_vec());
        starts
            .into_iter()
            .find(|start| self.named.contains_key(start))
            .unwrap_or_default()
    }
}

/// Puts the text of each file below a folder into `texts`; `mod.rs` and `lib.rs` have the path of their folder.
fn collect(folder: &Path, module: &mut CratePath, texts: &mut BTreeMap<CratePath, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let is_top = ["mod", "lib"].contains(&name.as_str());
        module.extend((!is_top).then_some(name));
        if path.is_dir() {
            collect(&path, module, texts);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            texts.insert(module.clone(), fs::read_to_string(&path).unwrap());
        }
        if !is_top {
            module.pop();
        }
    }
}

/// What is declared in the crate.
#[derive(Default)]
struct Names {
    modules: BTreeSet<CratePath>,
    /// What a name means in a module, by an import there.
    imports: BTreeMap<(CratePath, String), CratePath>,
    /// The public methods that a room adds to a type of another room, as paths of the files that have them.
    added: BTreeMap<String, CratePath>,
    /// The names of all other methods: a call by one of these says nothing of where it leads.
    methods: BTreeSet<String>,
}

impl Names {
    /// The path from the root of the crate, or `None` for one of another crate.
    fn resolve(&self, module: &CratePath, segments: &[String]) -> Option<CratePath> {
        let (first, rest) = segments.split_first()?;
        let mut start = match first.as_str() {
            "crate" | "kartoteka" => Vec::new(),
            "self" => module.clone(),
            "super" => module.split_last()?.1.to_vec(),
            name => self
                .imports
                .get(&(module.clone(), name.to_owned()))
                .cloned()
                .or_else(|| {
                    let child = [module.as_slice(), std::slice::from_ref(first)].concat();
                    self.modules.contains(&child).then_some(child)
                })?,
        };
        let climbs = rest.iter().take_while(|segment| *segment == "super").count();
        start.truncate(start.len().saturating_sub(climbs));
        start.extend_from_slice(&rest[climbs..]);
        Some(start)
    }

    /// The path after the first import that it leads through; `None` where it leads through none.
    fn follow(&self, path: &CratePath) -> Option<CratePath> {
        (0..path.len()).find_map(|at| {
            let is_module = at + 1 < path.len() && self.modules.contains(&path[..=at]);
            let meant = self.imports.get(&(path[..at].to_vec(), path[at].clone()))?;
            (!is_module && !meant.starts_with(&path[..=at]))
                .then(|| [meant.as_slice(), &path[at + 1..]].concat())
        })
    }
}

/// Reads what a file declares.
struct Declarations<'a> {
    names: &'a mut Names,
    module: CratePath,
}

impl<'ast> Visit<'ast> for Declarations<'_> {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        self.module.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.module.pop();
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        for (path, name) in paths(&item.tree) {
            if let (Some(path), Some(name)) = (self.names.resolve(&self.module, &path), name) {
                self.names.imports.insert((self.module.clone(), name), path);
            }
        }
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        let of = match &*item.self_ty {
            syn::Type::Path(of) => self.names.resolve(&self.module, &idents(&of.path)),
            _ => None,
        };
        let is_added = item.trait_.is_none() && of.is_some_and(|of| of.first() != self.module.first());
        for item in &item.items {
            let syn::ImplItem::Fn(method) = item else { continue };
            let name = method.sig.ident.to_string();
            if is_added && !matches!(method.vis, syn::Visibility::Inherited) {
                let path = [self.module.as_slice(), std::slice::from_ref(&name)].concat();
                self.names.added.insert(name, path);
            } else {
                self.names.methods.insert(name);
            }
        }
        visit::visit_item_impl(self, item);
    }
}

/// Reads what a file names.
struct Reader<'a> {
    names: &'a Names,
    /// The file's module, or the one inside of the file where the reader is.
    module: CratePath,
    found: BTreeSet<CratePath>,
}

impl Reader<'_> {
    fn name(&mut self, segments: &[String]) {
        let mut path = self.names.resolve(&self.module, segments);
        while let Some(found) = path {
            path = self.names.follow(&found);
            if !self.found.insert(found) {
                return;
            }
        }
    }

    /// Names every path among the arguments of a macro or an attribute.
    fn scan(&mut self, mut cursor: Cursor) {
        let mut is_method = false;
        while !cursor.eof() {
            let after_dot = std::mem::replace(
                &mut is_method,
                cursor.punct().is_some_and(|(punct, _)| punct.as_char() == '.'),
            );
            if let Some((inside, _, _, after)) = cursor.any_group() {
                self.scan(inside);
                cursor = after;
            } else if let Some((segments, after)) = path_at(cursor) {
                if after_dot {
                    self.method(&segments[0]);
                } else {
                    self.name(&segments);
                }
                cursor = after;
            } else {
                if let Some((literal, _)) = cursor.literal() {
                    self.literal(&literal.to_string());
                }
                cursor = cursor.token_tree().expect("not at the end").1;
            }
        }
    }

    /// Names the path in a text, as serde has it in `with = "crate::…"`.
    fn literal(&mut self, text: &str) {
        let text = text.trim_matches('"');
        if ["crate::", "super::", "self::"]
            .iter()
            .any(|start| text.starts_with(start))
        {
            let segments: CratePath = text.split("::").map(str::to_owned).collect();
            self.name(&segments);
        }
    }

    fn method(&mut self, name: &str) {
        if !self.names.methods.contains(name) {
            self.found.extend(self.names.added.get(name).cloned());
        }
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        self.module.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.module.pop();
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        for (path, _) in paths(&item.tree) {
            self.name(&path);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.segments.len() > 1 && path.leading_colon.is_none() {
            self.name(&idents(path));
        }
        visit::visit_path(self, path);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        self.method(&call.method.to_string());
        visit::visit_expr_method_call(self, call);
    }

    /// `pub(super)` and the like use nothing.
    fn visit_vis_restricted(&mut self, _: &'ast syn::VisRestricted) {}

    fn visit_macro(&mut self, found: &'ast syn::Macro) {
        self.scan(TokenBuffer::new2(found.tokens.clone()).begin());
        visit::visit_macro(self, found);
    }

    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        if let syn::Meta::List(list) = &attribute.meta {
            self.scan(TokenBuffer::new2(list.tokens.clone()).begin());
        }
    }
}

fn idents(path: &syn::Path) -> CratePath {
    path.segments
        .iter()
        .map(|segment| segment.ident.to_string())
        .collect()
}

/// The path that begins here, and what follows it.
fn path_at(cursor: Cursor) -> Option<(CratePath, Cursor)> {
    let (ident, mut cursor) = cursor.ident()?;
    let mut segments = vec![ident.to_string()];
    while let Some((ident, after)) = colon(cursor).and_then(colon).and_then(Cursor::ident) {
        segments.push(ident.to_string());
        cursor = after;
    }
    Some((segments, cursor))
}

fn colon(cursor: Cursor) -> Option<Cursor> {
    let (punct, after) = cursor.punct()?;
    (punct.as_char() == ':').then_some(after)
}

/// Each path of a `use` tree, with the name that it gets in the module.
fn paths(tree: &syn::UseTree) -> Vec<(CratePath, Option<String>)> {
    match tree {
        syn::UseTree::Path(path) => {
            let first = path.ident.to_string();
            let below = paths(&path.tree)
                .into_iter()
                .map(|(rest, name)| match rest.as_slice() {
                    [own] if own == "self" => (vec![first.clone()], name.or_else(|| Some(first.clone()))),
                    _ => ([vec![first.clone()], rest].concat(), name),
                });
            below.collect()
        }
        syn::UseTree::Name(name) => {
            let name = name.ident.to_string();
            let known = (name != "self").then(|| name.clone());
            vec![(vec![name], known)]
        }
        syn::UseTree::Rename(rename) => {
            vec![(vec![rename.ident.to_string()], Some(rename.rename.to_string()))]
        }
        syn::UseTree::Glob(_) => vec![(Vec::new(), None)],
        syn::UseTree::Group(group) => group.items.iter().flat_map(paths).collect(),
    }
}
