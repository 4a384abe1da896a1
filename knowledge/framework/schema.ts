import { z } from 'zod';

/** Level, cluster and government ids as the whole product uses them. */
export const LevelId = z.enum(['basic', 'mid', 'senior']);
export type LevelId = z.infer<typeof LevelId>;
export const ClusterId = z.enum(['hw', 'sys', 'pm', 'mix', 'non']);
export type ClusterId = z.infer<typeof ClusterId>;
export const GovernmentId = z.enum(['central', 'municipality', 'local']);
export type GovernmentId = z.infer<typeof GovernmentId>;
export const CompetencyType = z.enum(['共通', '技術', '管理']);
export type CompetencyType = z.infer<typeof CompetencyType>;
export const TaskTableId = z.enum(['contract', 'tech', 'policy']);
export type TaskTableId = z.infer<typeof TaskTableId>;

const BothLanguages = z.object({ 'zh-TW': z.string().min(1), en: z.string().min(1) });
const PrintedValue = z.string().regex(/^\d\.\d\d$/);
const Line = z.number().int().positive();
const CountPerCluster = z.record(ClusterId, z.number().int().positive());

/** The study the framework comes from. */
export const Study = z.object({
  title: z.string(),
  titleEn: z.string(),
  investigators: z.array(z.string()),
  year: z.number().int(),
  url: z.string().nullable(),
  reviewed: z.iso.date(),
  reviewBy: z.iso.date(),
});
export type Study = z.infer<typeof Study>;

/**
 * What a note of doubt is about. A subject is meant when every facet that both it and the doubt
 * name has a value in common.
 */
export const DoubtScope = z.strictObject({
  tables: z.array(z.string()).optional(),
  levels: z.array(LevelId).optional(),
  clusters: z.array(ClusterId).optional(),
  governments: z.array(GovernmentId).optional(),
  competencies: z.array(z.string()).optional(),
  tasks: z.array(z.string()).optional(),
  statements: z.array(z.string()).optional(),
});
export type DoubtScope = z.infer<typeof DoubtScope>;

/** A reservation of ours about something the study prints. */
export const Doubt = z.strictObject({
  id: z.string().regex(/^[A-H]\d*$/),
  ours: z.literal(true),
  confirmedByAuthors: z.literal(false),
  applies: DoubtScope,
  short: BothLanguages,
  text: BothLanguages,
});
export type Doubt = z.infer<typeof Doubt>;

/** A sentence of the study; `corrected` repairs damaged characters and is always ours. */
export const Statement = z.strictObject({
  id: z.string(),
  about: z.object({
    kind: z.enum(['cluster', 'key-competencies', 'competency', 'government']),
    id: z.string(),
    level: LevelId.optional(),
  }),
  printed: z.string(),
  corrected: z.string().nullable(),
  correctedBy: z.literal('ours').nullable(),
  en: z.string(),
  sourceLine: Line,
});
export type Statement = z.infer<typeof Statement>;

const CompetencyAlias = z.object({
  text: z.string(),
  relation: z.string(),
  origin: z.enum(['study', 'ours']),
});

/** A competency is identified by name and level: its type and note may differ from level to level. */
export const Competency = z.strictObject({
  level: LevelId,
  name: z.string(),
  nameEn: z.string(),
  type: CompetencyType,
  status: z.enum(['defined', 'to-be-written']),
  revisionNote: z.string().nullable(),
  revisionNoteEn: z.string().nullable(),
  /** The part of the printed note about this level, where one note covers two levels. */
  noteForThisLevel: BothLanguages.nullable(),
  heading: z.string().nullable(),
  levelHeading: z.string().nullable(),
  sourceLine: Line.nullable(),
  tableLine: Line,
  aiSet: z
    .object({
      set: z.string(),
      role: z.enum(['core', 'related']),
      basis: z.enum(['name', 'ai-comparison', 'note']),
    })
    .nullable(),
  aliases: z.array(CompetencyAlias),
});
export type Competency = z.infer<typeof Competency>;

/** A named, versioned answer to "which competencies count as AI". */
export const AiSet = z.strictObject({
  id: z.string(),
  version: z.string(),
  ours: z.literal(true),
  title: BothLanguages,
  core: z.array(z.string()),
  related: z.array(z.string()),
  reasoning: BothLanguages,
});
export type AiSet = z.infer<typeof AiSet>;

export const Cluster = z.strictObject({
  id: ClusterId,
  name: z.string(),
  nameEn: z.string(),
  aliases: z.array(
    z.object({ text: z.string(), where: z.string().nullable(), origin: z.enum(['study', 'ours']) }),
  ),
  mode: z.string().nullable(),
  mainTasks: z.array(z.object({ name: z.string(), nameEn: z.string() })),
  mainTasksLine: Line,
  /** Observed people of the level table. */
  people: z.object({ basic: z.number(), mid: z.number(), senior: z.number(), total: z.number() }),
  nPrintedInTaskTables: z.number().int(),
});
export type Cluster = z.infer<typeof Cluster>;

export const Level = z.strictObject({
  id: LevelId,
  name: z.string(),
  nameEn: z.string(),
  aliases: z.array(z.string()),
  printedTotal: z.number().int(),
  sourceLine: Line,
});
export type Level = z.infer<typeof Level>;

export const Government = z.strictObject({
  id: GovernmentId,
  name: z.string(),
  nameEn: z.string(),
  printedName: z.string(),
  aliases: z.array(z.string()),
  primaryClusters: z.array(ClusterId),
  secondaryClusters: z.array(ClusterId),
  description: z.string(),
  descriptionEn: z.string(),
  sourceLine: Line,
});
export type Government = z.infer<typeof Government>;

/** A row of the three task tables; `probableLabel` is a hypothesis of ours (doubt C1). */
export const Task = z.strictObject({
  id: z.string().regex(/^(contract|tech|policy)-\d+$/),
  table: TaskTableId,
  row: z.number().int().positive(),
  label: z.string(),
  labelEn: z.string(),
  task: z.string(),
  outsourced: z.boolean().nullable(),
  probableLabel: z
    .strictObject({
      label: z.string(),
      labelEn: z.string(),
      outsourced: z.boolean(),
      ours: z.literal(true),
      hypothesis: z.literal(true),
      doubt: z.literal('C1'),
    })
    .nullable(),
  sourceLine: Line,
  values: z.record(ClusterId, PrintedValue),
  nPrinted: CountPerCluster,
  /** As printed but for 非核心: 683 (doubt B1). */
  nCorrected: CountPerCluster,
});
export type Task = z.infer<typeof Task>;

/** What a table is, beside its CSV file. `ours`: made by us, not printed in the study. */
export const TableInfo = z.strictObject({
  id: z.string(),
  file: z.string(),
  ours: z.boolean(),
  title: BothLanguages,
  about: BothLanguages,
  base: BothLanguages,
  heading: z.string().nullable(),
  columns: z.record(z.string(), BothLanguages),
});
export type TableInfo = z.infer<typeof TableInfo>;
