-- What companies and projects are found by, in marked parts: ^ a ranked name, | a name, # a code,
-- - a text. The program folds what stands here and adds how the names sound.
UPDATE search_row SET folded = (
    SELECT '^' || replace(replace(replace(replace(replace(replace(replace(company.name,
            '^', ' '), '|', ' '), '-', ' '), '#', ' '), '''', ' '), '~', ' '), '=', ' ')
        || '^' || replace(replace(replace(replace(replace(replace(replace(replace(
            coalesce(company.brand, ''),
            '^', ' '), '|', ' '), '-', ' '), '#', ' '), '''', ' '), '~', ' '), '=', ' '),
            '、', '^')
        || '#' || coalesce((SELECT min(value) FROM company_identifier
            WHERE company_identifier.city_id = company.city_id
                AND company_identifier.company_id = company.id), '')
    FROM company
    WHERE company.city_id = search_row.city_id AND company.id = search_row.id)
WHERE noun = 'company' AND EXISTS (
    SELECT 1 FROM company
    WHERE company.city_id = search_row.city_id AND company.id = search_row.id);

UPDATE search_row SET folded = (
    SELECT '|' || replace(replace(replace(replace(replace(replace(replace(project.name,
            '^', ' '), '|', ' '), '-', ' '), '#', ' '), '''', ' '), '~', ' '), '=', ' ')
        || '-' || search_row.folded
    FROM project
    WHERE project.city_id = search_row.city_id AND project.id = search_row.id)
WHERE noun = 'project' AND EXISTS (
    SELECT 1 FROM project
    WHERE project.city_id = search_row.city_id AND project.id = search_row.id);
