//! What every component begins with: Leptos' own prelude, but for one thing. Leptos has a type for each
//! attribute of HTML, and with it a copy of all that building, changing and cloning an attribute takes.
//! Here an attribute that any element may have is a name and a value, so that there is one copy for each
//! type of value. Components are written as ever: `view!` calls these methods by the attributes' names.

pub use leptos::prelude::*;

// Named one by one, they stand before Leptos' own traits of these names.
pub use self::named::{NamedAttributes as AriaAttributes, NamedAttributes as GlobalAttributes};

mod named {
    use leptos::{
        prelude::AddAnyAttr,
        tachys::html::attribute::{
            AttributeValue,
            custom::{CustomAttr, custom_attribute},
        },
    };

    macro_rules! attributes {
    ($($method:ident $name:literal)*) => {
        /// The attributes that any element may have, as far as the page uses them.
        pub trait NamedAttributes<V: AttributeValue>: AddAnyAttr + Sized {
            $(
                #[doc = concat!("Adds the attribute `", $name, "`.")]
                fn $method(self, value: V) -> <Self as AddAnyAttr>::Output<CustomAttr<&'static str, V>> {
                    self.add_any_attr(custom_attribute($name, value))
                }
            )*
        }
    };
}

    attributes! {
        aria_activedescendant "aria-activedescendant"
        aria_autocomplete "aria-autocomplete"
        aria_busy "aria-busy"
        aria_colcount "aria-colcount"
        aria_controls "aria-controls"
        aria_current "aria-current"
        aria_describedby "aria-describedby"
        aria_disabled "aria-disabled"
        aria_expanded "aria-expanded"
        aria_haspopup "aria-haspopup"
        aria_hidden "aria-hidden"
        aria_invalid "aria-invalid"
        aria_label "aria-label"
        aria_labelledby "aria-labelledby"
        aria_live "aria-live"
        aria_orientation "aria-orientation"
        aria_pressed "aria-pressed"
        aria_roledescription "aria-roledescription"
        aria_rowcount "aria-rowcount"
        aria_rowindex "aria-rowindex"
        aria_selected "aria-selected"
        aria_sort "aria-sort"
        aria_valuemax "aria-valuemax"
        aria_valuemin "aria-valuemin"
        aria_valuenow "aria-valuenow"
        autocapitalize "autocapitalize"
        autofocus "autofocus"
        dir "dir"
        enterkeyhint "enterkeyhint"
        hidden "hidden"
        id "id"
        inputmode "inputmode"
        lang "lang"
        popover "popover"
        role "role"
        spellcheck "spellcheck"
        tabindex "tabindex"
        title "title"
    }

    impl<T: AddAnyAttr, V: AttributeValue> NamedAttributes<V> for T {}
}
