-- The one vocabulary of severities, critical > high > medium > low > info, for any word a program ever wrote.
-- Guarantee: never fails and never returns NULL. NULL and empty are info; a word that is not known is medium, so that it
-- is neither lost among the infos nor wakes anybody up.
CREATE FUNCTION liftline_severity(word text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN lower(btrim(coalesce(word, ''))) IN ('critical', 'crit', 'fatal', 'emergency', 'emerg', 'alert', 'shutdown')
        THEN 'critical'
    WHEN lower(btrim(coalesce(word, ''))) IN ('high', 'error', 'err', 'major', 'severe', 'serious')
        THEN 'high'
    WHEN lower(btrim(coalesce(word, ''))) IN ('low', 'minor', 'notice')
        THEN 'low'
    WHEN lower(btrim(coalesce(word, ''))) IN ('', 'info', 'information', 'informational', 'normal', 'ok', 'none', 'debug')
        THEN 'info'
    ELSE 'medium'
END;
