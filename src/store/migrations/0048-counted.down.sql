drop index conversation_insight_settled;
drop index conversation_counted;
