// The console as a production engineer uses it, in Chromium, against the packaged program and a real database. The
// tests run one after the other, in the order of these files.

import './stage.mjs';
import './wells-pages.mjs';
import './charts-pages.mjs';
import './access-pages.mjs';
import './states-pages.mjs';
import './storage-pages.mjs';
import './whole-pages.mjs';
import './import-pages.mjs';
import './phone-pages.mjs';

// Only `./dev test --console` measures; other builds have no quiet machine.
if (process.env.LIFTLINE_CONSOLE_FIGURES) await import('./figures.mjs');
