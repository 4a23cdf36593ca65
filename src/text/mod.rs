//! What privacy and language both stand on: cheap normalisation and word matching.
