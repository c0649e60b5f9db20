/// The version of the program, told by `headwater --version` and in the name of the archive that
/// `bin/build` makes: the only place where it stands.
package let headwaterVersion = "0.1.0-dev"
