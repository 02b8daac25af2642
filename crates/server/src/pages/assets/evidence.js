// Improves pages that work without it.
"use strict";
