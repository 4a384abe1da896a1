-- Which prompt and model wrote an answer, and what it took; null where the answer is made of source sentences.
alter table answers add column if not exists prompt text;
alter table answers add column if not exists model text;
alter table answers add column if not exists input_tokens int;
alter table answers add column if not exists output_tokens int;
alter table answers add column if not exists cost double precision;
