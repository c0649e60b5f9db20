import Foundation
import GRDB
import Texts

/// Gives FTS5 the tokens of Kernels/Texts, so that both databases find the same.
final class BigramTokenizer: FTS5CustomTokenizer {
    static let name = "headwater_bigrams"

    init(db: Database, arguments: [String]) throws {}

    func tokenize(
        context: UnsafeMutableRawPointer?, tokenization: FTS5Tokenization,
        pText: UnsafePointer<CChar>?, nText: CInt, tokenCallback: @escaping FTS5TokenCallback
    ) -> CInt {
        guard let pText, nText > 0 else { return 0 }
        let bytes = UnsafeRawBufferPointer(start: pText, count: Int(nText))
        let text = String(decoding: bytes, as: UTF8.self)
        // What is asked for is one token already.
        let tokens =
            tokenization.contains(.query) ? [text] : FoldedText(stored: text).indexTokens
        for token in tokens {
            var text = token
            let code = text.withUTF8 { utf8 in
                utf8.withMemoryRebound(to: CChar.self) { characters in
                    tokenCallback(context, 0, characters.baseAddress, CInt(characters.count), 0, 0)
                }
            }
            guard code == 0 else { return code }
        }
        return 0
    }
}
