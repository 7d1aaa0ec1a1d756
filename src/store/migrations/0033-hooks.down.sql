select tells_nothing('hook');
drop table hook_delivery;
drop table hook;
