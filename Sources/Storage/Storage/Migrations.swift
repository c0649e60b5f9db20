/// Every migration, in order. Adding one is one line here and a file (perhaps a `.postgres.sql`
/// twin) in Migrations/.
package let migrations: [Migration] = [
    Migration("m0001-foundation", PackageResources.m0001_foundation_sql)
]
