// Makes the .xlsx of each form in examples/forms from its Markdown: node tools/run-script.mjs tools/write-templates.ts
import { writeFileSync } from 'node:fs';
import { makeTemplates } from './templates/make-templates.ts';

for (const { path, bytes } of makeTemplates(process.cwd())) writeFileSync(path, bytes);
