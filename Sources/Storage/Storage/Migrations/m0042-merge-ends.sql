-- The company that stands for a merged one today, when its remaining company was merged too.
ALTER TABLE company_merge ADD COLUMN final_id TEXT;
UPDATE company_merge SET final_id = into_id;
