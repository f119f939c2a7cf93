// The console as a production engineer uses it, in Chromium, against the packaged program and a real database. The
// tests run one after the other, in the order of these files.

import './stage.mjs';
import './wells-pages.mjs';
import './work-pages.mjs';
import './whole-pages.mjs';
