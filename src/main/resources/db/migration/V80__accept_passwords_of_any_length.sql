-- Hashes of the second scheme begin with $v2$: bcrypt of an HMAC of the password, which has the same length for every password.
ALTER TABLE app_user
    DROP CONSTRAINT app_user_password_hash_check,
    ADD CONSTRAINT app_user_password_hash_check CHECK (password_hash LIKE '$2b$%' OR password_hash LIKE '$v2$2b$%');

COMMENT ON COLUMN app_user.password_hash IS
    '$2b$: bcrypt of the password. $v2$2b$: bcrypt of its HMAC. A hash of the first scheme is replaced at the next login.';
