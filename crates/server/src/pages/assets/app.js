// Improves pages that work without it. Each behaviour finds its elements by a data attribute.
"use strict";
