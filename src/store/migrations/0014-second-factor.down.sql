drop table auth.second_factor;
