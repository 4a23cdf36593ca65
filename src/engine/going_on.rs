//! A store that was written while a stream went on, and goes on with it: conversations, users and names are known
//! again by what is shown of them, because the keys by which they were known went with the session that read them.
//! Ids that were masked are of somebody new.

use crate::corpus::{Corpus, Dictionary};

use super::{
    Analysis, Settings, columns::CustomColumns, intake::user_key, keyed, lead::Lead, registry::Registry,
    team::Here,
};

impl Lead {
    /// Knows again what is in a store that takes further messages.
    fn know_again(&mut self, corpus: &Corpus) {
        let hasher = self.hasher();
        let mut registry = Registry::of_totals(0, corpus.messages(), corpus.span());
        for dictionary in Dictionary::ALL {
            for name in corpus.names_of(dictionary) {
                registry.name(dictionary, keyed(hasher, name), || name.to_owned());
            }
        }
        registry.know_users(corpus.users_known());
        for number in 0..corpus.conversations() {
            let card = corpus.card(number);
            registry.conversation(keyed(hasher, card.id));
            let user = corpus.bare(number).and_then(|view| view.user);
            if let (Some(user), Some(shown)) = (user, card.user) {
                registry.know_user(
                    user,
                    user_key(hasher, shown),
                    corpus.bare(number).is_some_and(|view| view.returning),
                );
                registry.set_user(number, user);
            }
        }
        let mut columns = CustomColumns::default();
        for (name, values, of) in corpus.columns_known() {
            columns.know(name, values.into_iter().map(|value| (keyed(hasher, value), value.to_owned())), &of);
        }
        self.go_on(registry, columns, &corpus.highest_tokens());
    }
}

impl Analysis {
    /// An analysis, on one shard, of what was heard before, which takes further messages.
    pub fn going_on(settings: Settings, corpus: &Corpus) -> Self {
        let team = Here::new(&settings.zone, 1);
        let mut analysis = Self::of_corpus(settings, team, corpus);
        analysis.lead.know_again(corpus);
        analysis
    }
}
