import type { Tool } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { capabilities } from '../../capabilities.ts';
import { type Actor, mayCall } from '../../core/actor.ts';
import type { Capability } from '../../core/capability.ts';
import type { Language } from '../../core/language.ts';

/**
 * The rule of what a model may use: what reads, unless the administrator alone may read it. Those are the running of
 * the bank (tokens, audit, ingest jobs, whom it trusts), not what it knows.
 */
function isForModels({ acts, allow }: Capability): boolean {
  const runsTheBank = allow !== 'anonymous' && allow.every((role) => role === 'admin');
  return !acts && !runsTheBank;
}

const offered: ReadonlyMap<string, Capability> = new Map(
  Object.values<Capability>(capabilities)
    .filter(isForModels)
    .map((capability) => [capability.name, capability]),
);

/** What JSON cannot carry, such as bytes, is no choice for a model. */
function dropUnsendable({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (!jsonSchema.anyOf) return;
  jsonSchema.anyOf = jsonSchema.anyOf.filter((choice) => Object.keys(choice).length > 0);
}

/** As JSON schema, of what is sent: both inputs and replies travel before the schema changes anything in them. */
function jsonSchemaOf(schema: z.ZodType) {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: dropUnsendable,
  });
  return rest as Tool['inputSchema'];
}

const schemas = new Map<string, Pick<Tool, 'inputSchema' | 'outputSchema'>>();

function schemasOf({ name, input, output }: Capability): Pick<Tool, 'inputSchema' | 'outputSchema'> {
  const made = schemas.get(name) ?? {
    inputSchema: jsonSchemaOf(input),
    outputSchema: jsonSchemaOf(output),
  };
  schemas.set(name, made);
  return made;
}

/** The tools of somebody: no more than they may call. */
export function listTools(actor: Actor, language: Language): Tool[] {
  return [...offered.values()]
    .filter(({ allow }) => mayCall(actor, allow))
    .map((capability) => ({
      name: capability.name,
      title: capability.title[language],
      description: capability.description[language],
      ...schemasOf(capability),
      annotations: { readOnlyHint: true },
    }));
}

/** The capability behind a tool, or undefined for a name that is no tool. */
export function findTool(name: string): Capability | undefined {
  return offered.get(name);
}
