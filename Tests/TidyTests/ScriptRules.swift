import SourceReading

/// The scripts of bin/ can be read at one look.
let scriptRules: [TidyRule] = [
    TidyRule(
        "a script has at most 40 lines", instead: "a second script, or a step in lib.sh",
        broken: [example("bin/run", "#!/bin/bash\n# Runs.\n" + String(repeating: "a\n", count: 40))]
    ) { file, _ in
        guard isScript(file) else { return [] }
        return file.lines.count - (file.lines.last?.isEmpty == true ? 1 : 0) > 40 ? [41] : []
    },
    TidyRule(
        "a script says first what it does", instead: "a sentence in the first comment line",
        broken: [
            example("bin/run", "#!/usr/bin/env bash\nset -euo pipefail\n"),
            example("bin/run", "#!/usr/bin/env bash\n# runs\n"),
        ],
        kept: [example("bin/run", "#!/usr/bin/env bash\n# Starts the server.\n")]
    ) { file, _ in
        guard isScript(file) else { return [] }
        let comment = file.lines.first { !$0.hasPrefix("#!") } ?? ""
        return comment.hasPrefix("# ") && comment.contains { ".:;".contains($0) }
            && comment.dropFirst(2).first?.isUppercase == true ? [] : [1]
    },
    TidyRule(
        "a script stops at the first failure",
        instead: "`set -euo pipefail`, or lib.sh, which sets it",
        broken: [example("bin/run", "#!/usr/bin/env bash\n# Starts the server.\nserve\n")],
        kept: [example("bin/run", "#!/bin/bash\n# Starts.\n. \"$(dirname \"$0\")/lib.sh\"\n")]
    ) { file, _ in
        guard isScript(file) else { return [] }
        let isSet = file.text.contains("set -euo pipefail") || file.text.contains("/lib.sh\"")
        return isSet ? [] : [1]
    },
]

private func isScript(_ file: ProjectFile) -> Bool {
    file.path.hasPrefix("bin/") && file.name != "assets.txt"
}
