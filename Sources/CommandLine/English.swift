/// The English of this module's phrases, as `en.yaml` gives it.
package enum CommandLineEnglish {
    package static var file: (name: String, bytes: [UInt8]) {
        ("CommandLine/en.yaml", PackageResources.en_yaml)
    }
}
