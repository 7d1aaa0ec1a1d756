drop table retention_rule;
