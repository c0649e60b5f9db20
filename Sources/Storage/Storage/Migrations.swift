/// Every migration, in order. Adding one is one line here and a file (perhaps a `.postgres.sql`
/// twin) in Migrations/.
package let migrations: [Migration] = [
    Migration("m0001-foundation", PackageResources.m0001_foundation_sql),
    Migration("m0002-people", PackageResources.m0002_people_sql),
    Migration("m0003-evidence-companies", PackageResources.m0003_evidence_companies_sql),
    Migration("m0004-projects", PackageResources.m0004_projects_sql),
    Migration("m0005-city-folder", PackageResources.m0005_city_folder_sql),
    Migration("m0006-forms", PackageResources.m0006_forms_sql),
    Migration(
        "m0007-search-index", PackageResources.m0007_search_index_sql,
        postgreSQL: PackageResources.m0007_search_index_postgres_sql),
    Migration("m0008-company-identity", PackageResources.m0008_company_identity_sql),
    Migration(
        "m0009-search-by-sound", PackageResources.m0009_search_by_sound_sql, folds: .search),
    Migration("m0010-company-merging", PackageResources.m0010_company_merging_sql),
    Migration("m0011-company-import", PackageResources.m0011_company_import_sql),
    Migration("m0012-lists-contacts", PackageResources.m0012_lists_contacts_sql),
    Migration(
        "m0013-project-investor", PackageResources.m0013_project_investor_sql,
        postgreSQL: PackageResources.m0013_project_investor_postgres_sql,
        folds: .names(table: "project_investor", column: "name_key")),
    Migration("m0014-project-stages", PackageResources.m0014_project_stages_sql),
    Migration("m0015-project-fields", PackageResources.m0015_project_fields_sql),
    Migration("m0016-project-money", PackageResources.m0016_project_money_sql),
    Migration("m0017-promises", PackageResources.m0017_promises_sql),
    Migration("m0018-obstacles", PackageResources.m0018_obstacles_sql),
    Migration("m0019-leads", PackageResources.m0019_leads_sql),
    Migration("m0020-monthly-reports", PackageResources.m0020_monthly_reports_sql),
    Migration("m0021-project-reviews", PackageResources.m0021_project_reviews_sql),
    Migration("m0022-ledger-at-scale", PackageResources.m0022_ledger_at_scale_sql),
    Migration("m0023-investor-company", PackageResources.m0023_investor_company_sql),
    Migration("m0024-feedback", PackageResources.m0024_feedback_sql),
    Migration("m0025-tally-margins", PackageResources.m0025_tally_margins_sql),
    Migration("m0026-what-units-see", PackageResources.m0026_what_units_see_sql),
    Migration("m0027-known-states", PackageResources.m0027_known_states_sql),
    Migration("m0028-indicator-targets", PackageResources.m0028_indicator_targets_sql),
]
