drop table model_call;
