import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What prom-client calls a metric's labels. No label ever holds a question, a person or an id. */
type Names = readonly string[];

// Seconds. A page or a search takes tens of milliseconds, an answer of a model many seconds.
const requestBuckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const databaseBuckets = [0.001, 0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 5];

/**
 * What the process counts of itself, in a registry of its own. docs/operations.md says what each means.
 * @see Prometheus documentation, "Metric and label naming": base units, `_total` for what only grows
 */
export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  const counter = <N extends Names>(name: string, help: string, labelNames: N) =>
    new Counter<N[number]>({ name, help, labelNames, registers });
  const histogram = <N extends Names>(name: string, help: string, labelNames: N, buckets: number[]) =>
    new Histogram<N[number]>({ name, help, labelNames, buckets, registers });
  return {
    registry,
    requests: counter('bank_http_requests_total', 'HTTP requests by route pattern and status.', [
      'method',
      'route',
      'status',
    ] as const),
    requestSeconds: histogram(
      'bank_http_request_seconds',
      'Seconds until the reply began.',
      ['route'] as const,
      requestBuckets,
    ),
    answers: counter('bank_answers_total', 'Answers given, on any surface.', ['outcome', 'mode'] as const),
    answerSeconds: histogram(
      'bank_answer_seconds',
      'Seconds from question to whole answer.',
      ['mode'] as const,
      requestBuckets,
    ),
    chatTokens: counter('bank_chat_tokens_total', 'Tokens read and written by the chat model.', [
      'direction',
    ] as const),
    chatCost: counter('bank_chat_cost_total', 'Cost of those tokens at the configured price.', [] as const),
    chatAnswers: counter(
      'bank_chat_answers_total',
      'Answers the chat model was asked for: written, mended, or why not.',
      ['result'] as const,
    ),
    chatSentences: counter(
      'bank_chat_sentences_total',
      'Sentences of the chat model by what the check made of them.',
      ['verdict'] as const,
    ),
    toolCalls: counter('bank_mcp_calls_total', 'MCP tool calls; outcome is ok or an error code.', [
      'tool',
      'outcome',
    ] as const),
    verifications: counter('bank_verifications_total', 'Badges verified for somebody, by status.', [
      'status',
    ] as const),
    ingestJobs: counter('bank_ingest_jobs_total', 'Ingest jobs that ended.', ['state'] as const),
    ingestRunning: new Gauge({
      name: 'bank_ingest_jobs_running',
      help: 'Ingest jobs at work now.',
      registers,
    }),
    ingestRecords: counter(
      'bank_ingest_records_total',
      'Records of ended ingest jobs, by what came of them.',
      ['effect'] as const,
    ),
    jobRuns: counter('bank_job_runs_total', 'Runs of scheduled jobs that ended on this server.', [
      'job',
      'outcome',
    ] as const),
    jobSeconds: histogram(
      'bank_job_seconds',
      'Seconds a scheduled job took.',
      ['job'] as const,
      requestBuckets,
    ),
    jobSuccess: new Gauge({
      name: 'bank_job_last_success_timestamp_seconds',
      help: 'When a scheduled job last went well on this server.',
      labelNames: ['job'] as const,
      registers,
    }),
    databaseWait: histogram(
      'bank_database_wait_seconds',
      'Seconds work waited for a database connection; background work gives way on purpose.',
      ['work'] as const,
      databaseBuckets,
    ),
    databaseHold: histogram(
      'bank_database_hold_seconds',
      'Seconds work kept its database connection.',
      ['work'] as const,
      databaseBuckets,
    ),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;

/** Adds what prom-client knows of the process: memory, processor time, event loop, garbage collection. */
export function watchProcess({ registry }: Metrics): void {
  collectDefaultMetrics({ register: registry });
}
