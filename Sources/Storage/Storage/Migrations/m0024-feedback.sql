-- Why a file that an act of an order brought was withdrawn; it stays.
ALTER TABLE promise_act ADD COLUMN withdrawn TEXT;
