// Adds up the JSON reports of the test runs given as arguments; fails when nothing passed or anything failed.
import { readFileSync } from 'node:fs';

const reports = process.argv.slice(2).map((path) => JSON.parse(readFileSync(path, 'utf8')));
const total = (key) => reports.reduce((sum, report) => sum + report[key], 0);
const [passed, failed, skipped] = [total('numPassedTests'), total('numFailedTests'), total('numPendingTests')];

console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = passed > 0 && failed === 0 ? 0 : 1;
