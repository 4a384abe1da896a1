// Adds up the JSON reports of the test runs given as arguments; fails when nothing passed or anything failed.
import { readFileSync } from 'node:fs';

const reports = process.argv.slice(2).map((path) => JSON.parse(readFileSync(path, 'utf8')));
const total = (count) => reports.reduce((sum, report) => sum + count(report), 0);
// A file that cannot even be loaded has no tests to count: it counts as one.
const broken = (report) =>
  report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;

const passed = total((report) => report.numPassedTests);
const failed = total((report) => report.numFailedTests + broken(report));
const skipped = total((report) => report.numPendingTests);

console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = passed > 0 && failed === 0 ? 0 : 1;
