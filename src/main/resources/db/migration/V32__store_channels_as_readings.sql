-- Guarantee: the channels of esp_telemetry have the type reading, where that is possible without rewriting rows or losing
-- what others have made of them; elsewhere they stay double precision, and the log says why. Either serves every statement.
-- It comes before compression and continuous aggregates are set up, which refuse it afterwards.
DO $$
BEGIN
    PERFORM liftline_use_reading();
END;
$$;
