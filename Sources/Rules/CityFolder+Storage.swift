package import Basics
package import Storage

/// One version of the folder that was in force from some moment on.
package struct KeptFolder: Hashable, Sendable {
    package let hash: String
    /// The city's own folder among those of its files: `sample`.
    package let folder: String
    package let firstLoadedAt: Instant
}

extension Transaction {
    /// Keeps this version of the folder for ever. True when it is new; one kept before stays as it
    /// is. The folder must be that of the transaction's city.
    @discardableResult
    package func keep(_ folder: CityFolder, at now: Instant) throws -> Bool {
        precondition(folder.id == city, "the folder of another city")
        let isNew = try !rows(
            """
            INSERT INTO city_folder (city_id, hash, folder, first_loaded_at)
            VALUES (\(city), \(folder.hash), \(folder.folder), \(now))
            ON CONFLICT (city_id, hash) DO NOTHING RETURNING hash
            """
        ).isEmpty
        guard isNew else { return false }
        for file in folder.files {
            try run(
                """
                INSERT INTO city_folder_file (city_id, hash, name, body)
                VALUES (\(city), \(folder.hash), \(file.name), \(file.bytes))
                """)
        }
        return true
    }

    /// The versions in the order in which they came into force; the newest `limit`.
    package func keptFolders(limit: Limit = 100) throws -> [KeptFolder] {
        try rows(
            """
            SELECT hash, folder, first_loaded_at FROM city_folder WHERE city_id = \(city)
            ORDER BY first_loaded_at DESC, hash LIMIT \(limit)
            """
        ).map { row in
            KeptFolder(
                hash: try row.text("hash"), folder: try row.text("folder"),
                firstLoadedAt: try row.instant("first_loaded_at"))
        }.reversed()
    }

    /// The city as that version of its folder said; nil when no such version was kept. Refuses
    /// where a rule of that version is no longer understood.
    package func keptCity(hash: String) throws -> CityFolder? {
        guard
            let kept = try rows(
                "SELECT folder FROM city_folder WHERE city_id = \(city) AND hash = \(hash)"
            ).first
        else { return nil }
        let files = try rows(
            """
            SELECT name, body FROM city_folder_file
            WHERE city_id = \(city) AND hash = \(hash)
            ORDER BY name LIMIT \(Limit.cityFiles)
            """
        ).map { CityFile(name: try $0.text("name"), bytes: try $0.blob("body")) }
        return try readCity(files, folder: try kept.text("folder"))
    }
}
