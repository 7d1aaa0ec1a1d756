alter table conversation drop column taken_out_at;
