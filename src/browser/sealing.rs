//! Sealing what is kept, by the browser's own cryptography: PBKDF2 makes a key of a passphrase, AES-GCM
//! seals under it. The browser does both beside the worker, which hears messages meanwhile. The key
//! cannot be read out, not by us either.

use js_sys::{Array, JsString, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

use super::world;
use crate::snapshot::kept::{NONCE, SALT};

/// A key that a passphrase gave.
pub struct Key {
    inner: CryptoKey,
    /// What the passphrase was salted with.
    pub salt: [u8; SALT],
    /// Rounds from passphrase to key.
    pub iterations: u32,
}

impl Key {
    /// The key of a passphrase.
    ///
    /// # Errors
    /// What the browser says where it has no cryptography, as on a page that came unprotected.
    pub async fn derive(passphrase: &str, salt: [u8; SALT], iterations: u32) -> Result<Self, JsValue> {
        // The same letters may come in pieces or whole, by keyboard and system.
        let words = String::from(JsString::from(passphrase).normalize("NFKC"));
        let subtle = subtle()?;
        let bytes = Uint8Array::from(words.as_bytes());
        let uses = Array::of1(&"deriveKey".into());
        let base = wait(subtle.import_key_with_str("raw", &bytes, "PBKDF2", false, &uses)?).await?;
        let how = object(&[
            ("name", "PBKDF2".into()),
            ("hash", "SHA-256".into()),
            ("salt", Uint8Array::from(salt.as_slice()).into()),
            ("iterations", iterations.into()),
        ]);
        let of = object(&[("name", "AES-GCM".into()), ("length", 256.into())]);
        let uses = Array::of2(&"encrypt".into(), &"decrypt".into());
        let key = subtle.derive_key_with_object_and_object(&how, base.unchecked_ref(), &of, false, &uses)?;
        Ok(Self { inner: wait(key).await?.unchecked_into(), salt, iterations })
    }

    /// Seals bytes; the seal vouches for `head` too, which stays readable.
    ///
    /// # Errors
    /// What the browser says.
    pub async fn seal(&self, nonce: [u8; NONCE], head: &[u8], bytes: &[u8]) -> Result<Uint8Array, JsValue> {
        let sealed = subtle()?.encrypt_with_object_and_u8_array(&how(nonce, head), &self.inner, bytes)?;
        Ok(Uint8Array::new(&wait(sealed).await?))
    }

    /// What was sealed; an error where it was sealed under another key, or is not as it was.
    ///
    /// # Errors
    /// What the browser says, which is not why.
    pub async fn open(
        &self,
        nonce: [u8; NONCE],
        head: &[u8],
        sealed: &Uint8Array,
    ) -> Result<Vec<u8>, JsValue> {
        let opened = subtle()?.decrypt_with_object_and_js_u8_array(&how(nonce, head), &self.inner, sealed)?;
        Ok(Uint8Array::new(&wait(opened).await?).to_vec())
    }
}

/// Random bytes, such as a nonce that is used once.
///
/// # Errors
/// What the browser says: without chance nothing may be sealed.
pub fn random<const N: usize>() -> Result<[u8; N], JsValue> {
    let mut bytes = [0; N];
    world::crypto()?.get_random_values_with_u8_array(&mut bytes)?;
    Ok(bytes)
}

fn how(nonce: [u8; NONCE], head: &[u8]) -> Object {
    object(&[
        ("name", "AES-GCM".into()),
        ("iv", Uint8Array::from(nonce.as_slice()).into()),
        ("additionalData", Uint8Array::from(head).into()),
    ])
}

fn subtle() -> Result<SubtleCrypto, JsValue> {
    let subtle = world::crypto()?.subtle();
    if subtle.is_undefined() { Err(JsValue::UNDEFINED) } else { Ok(subtle) }
}

async fn wait(promise: Promise) -> Result<JsValue, JsValue> {
    JsFuture::from(promise).await
}

fn object(parts: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in parts {
        // A fresh plain object takes any property.
        let _ = Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object
}
