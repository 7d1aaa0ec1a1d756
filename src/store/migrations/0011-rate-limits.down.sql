drop table auth.rate_limit;
