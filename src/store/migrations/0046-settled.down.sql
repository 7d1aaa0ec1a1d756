drop trigger tell_settled on conversation_insight;
drop function tell_settled();
