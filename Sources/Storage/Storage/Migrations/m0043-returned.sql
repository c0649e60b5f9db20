-- What came back to a unit, and what a verified commitment is due.
CREATE INDEX project_event_returned ON project_event (city_id, unit_id, decided_at)
    WHERE state = 'returned';
CREATE INDEX receipt_returned ON receipt (city_id, unit_id, decided_at) WHERE state = 'returned';
CREATE INDEX commitment_step_due ON commitment_step (city_id, due_on) WHERE kind = 'verified';
