package import Basics
import Foundation

extension Limit {
    /// Rule files of a city with all that it includes.
    package static let cityFiles: Limit = 500
    /// Folders that a city may include.
    package static let cityIncludes: Limit = 8
}

/// Reads a city folder from the disk with what it includes. Refuses with every problem of every
/// file.
package func loadCity(directory: String) throws(CityProblems) -> CityFolder {
    let (files, problems) = cityFiles(directory: directory)
    let (city, all) = examineCity(files, folder: folderName(directory), found: problems)
    guard let city, all.isEmpty else { throw CityProblems(all) }
    return city
}

/// `headwater check DIR`: every problem of the folder, none when a server may start on it.
package func checkCity(directory: String) -> [Problem] {
    do throws(CityProblems) {
        _ = try loadCity(directory: directory)
        return []
    } catch {
        return error.problems
    }
}

private func folderName(_ directory: String) -> String {
    URL(fileURLWithPath: directory).standardizedFileURL.lastPathComponent
}

private func cityFiles(directory: String) -> (files: [CityFile], problems: [Problem]) {
    var problems: [Problem] = []
    let own = URL(fileURLWithPath: directory).standardizedFileURL
    var files = ruleFiles(in: own, &problems)
    let heading = files.first { $0.path == "city.yaml" }
    for include in includes(of: heading, &problems) {
        guard case .text(let path, _) = include.content else {
            problems.append(include.problem("includes应为文件夹的路径"))
            continue
        }
        let url = own.appendingPathComponent(path).standardizedFileURL
        guard !path.hasPrefix("/"), url.lastPathComponent != own.lastPathComponent else {
            problems.append(include.problem("“\(path)”须是别的文件夹的相对路径"))
            continue
        }
        guard isFolder(url) else {
            problems.append(include.problem("没有“\(path)”这个文件夹"))
            continue
        }
        files += ruleFiles(in: url, &problems)
    }
    if files.count > Limit.cityFiles.count {
        problems.append(
            Problem(
                "规则文件超过\(Limit.cityFiles.count)个",
                at: .line(file: "\(own.lastPathComponent)/city.yaml", line: 1)))
        files = Array(files.prefix(Limit.cityFiles.count))
    }
    return (files, problems)
}

/// What cannot be read here is reported when the file is read for its own sake.
private func includes(of heading: CityFile?, _ problems: inout [Problem]) -> [RuleNode] {
    guard let heading else { return [] }
    do throws(CityProblems) {
        let root = try parseRules(heading.bytes, file: heading.name)
        let found = root.optionalList("includes", &problems)
        if found.count > Limit.cityIncludes.count {
            problems.append(
                Problem(
                    "includes超过\(Limit.cityIncludes.count)个", at: root.place(of: "includes")))
        }
        return Array(found.prefix(Limit.cityIncludes.count))
    } catch {
        return []
    }
}

/// The .yaml files of a folder and of the folders in it that hold rules. Other files (sample
/// sheets, a script, a README) are none of its rules; a folder that is unknown and holds .yaml is a
/// misspelt one.
private func ruleFiles(in folder: URL, _ problems: inout [Problem]) -> [CityFile] {
    let name = folder.lastPathComponent
    guard isFolder(folder) else {
        problems.append(Problem("没有这个文件夹", at: .line(file: name, line: 1)))
        return []
    }
    var files = yamlFiles(in: folder, label: name, &problems)
    for inner in entries(of: folder, label: name, &problems) where isFolder(inner) {
        // What happens in a city is in its database: chains are read when they are taken in.
        if inner.lastPathComponent == "chains" { continue }
        let label = "\(name)/\(inner.lastPathComponent)"
        let found = yamlFiles(in: inner, label: label, &problems)
        if cityFolders.contains(inner.lastPathComponent) {
            files += found
        } else if let first = found.first {
            problems.append(
                Problem(
                    "不认识的文件夹“\(inner.lastPathComponent)”",
                    at: .line(file: first.name, line: 1)))
        }
    }
    return files
}

private func yamlFiles(
    in folder: URL, label: String, _ problems: inout [Problem]
) -> [CityFile] {
    var files: [CityFile] = []
    for entry in entries(of: folder, label: label, &problems) where !isFolder(entry) {
        let name = "\(label)/\(entry.lastPathComponent)"
        if entry.pathExtension == "yml" {
            problems.append(Problem("文件名应以.yaml结尾", at: .line(file: name, line: 1)))
        }
        guard entry.pathExtension == "yaml" || entry.lastPathComponent == "map.geojson" else {
            continue
        }
        do {
            let handle = try FileHandle(forReadingFrom: entry)
            defer { handle.closeFile() }
            // One byte more than is allowed is enough to be refused by the reader.
            let data = try handle.read(upToCount: Limit.ruleFileBytes.count + 1) ?? Data()
            files.append(CityFile(name: name, bytes: Array(data)))
        } catch {
            problems.append(Problem("文件打不开", at: .line(file: name, line: 1)))
        }
    }
    return files
}

private func entries(of folder: URL, label: String, _ problems: inout [Problem]) -> [URL] {
    do {
        return try FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: nil, options: .skipsHiddenFiles
        ).sorted { $0.lastPathComponent < $1.lastPathComponent }
    } catch {
        problems.append(Problem("文件夹打不开", at: .line(file: label, line: 1)))
        return []
    }
}

private func isFolder(_ url: URL) -> Bool {
    var isDirectory: ObjCBool = false
    return FileManager.default.fileExists(atPath: url.path, isDirectory: &isDirectory)
        && isDirectory.boolValue
}
