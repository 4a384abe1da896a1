/** Rows of one statement. `bigint` arrives as number, `numeric` as string, `timestamptz` as Date, `date` as YYYY-MM-DD, on both engines. */
export interface Queryable {
  /** @param text one SQL statement with $1 parameters; objects for jsonb are passed as JSON text */
  query<R = Record<string, unknown>>(text: string, params?: readonly unknown[]): Promise<R[]>;
}

/** The one seam between the product and PostgreSQL, embedded or server. */
export interface Db extends Queryable {
  /** Runs `fn` in one transaction; anything thrown rolls all of it back. */
  transaction<T>(fn: (tx: Queryable) => Promise<T>): Promise<T>;
  /** A transaction in one trip: `fn` asks for all its statements at once, before it waits for any. */
  batch<T>(fn: (tx: Queryable) => Promise<T>): Promise<T>;
}

/** On whose behalf statements run; enforced by row-level security. */
export interface DbActor {
  readonly audiences: readonly string[];
  readonly personId?: string | undefined;
  readonly roles: readonly string[];
}

export interface Statement {
  readonly text: string;
  readonly params: readonly unknown[];
}

/** SQL without parameters that frames statements; what comes after is not run when one of them fails. */
export interface Frame {
  readonly before?: string;
  readonly after?: string;
}

/** One exclusive connection for as long as `Driver.hold` lasts. */
export interface Session {
  /** The frame travels with the statement, where that saves a round trip. */
  query<R = Record<string, unknown>>(text: string, params?: readonly unknown[], frame?: Frame): Promise<R[]>;
  /** Statements in a transaction of their own, undone when one of them fails; rows of each, in order. */
  trip(statements: readonly Statement[], frame: Required<Frame>): Promise<unknown[][]>;
  /** Several statements, no parameters, no rows. */
  exec(sql: string): Promise<void>;
}

export interface HoldOptions {
  /** Lets other holders go first where there is one connection for all. */
  readonly patient?: boolean | undefined;
  /** `fn` makes one trip and nothing else, so the next holder need not wait for its return. */
  readonly brief?: boolean;
}

export interface Driver {
  readonly engine: 'pglite' | 'postgres';
  hold<T>(fn: (session: Session) => Promise<T>, options?: HoldOptions): Promise<T>;
  close(): Promise<void>;
}

const audienceName = /^(public|government|community|agency:[\w.-]{1,100})$/;
const word = /^[\w.-]{1,100}$/;

function literal(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

function checked(values: readonly string[], pattern: RegExp): string {
  for (const value of values)
    if (!pattern.test(value)) throw new Error(`not a valid actor attribute: ${value}`);
  return literal(`{${values.map((value) => `"${value}"`).join(',')}}`);
}

/** SQL that opens a transaction as a plain role with the actor set; the only place a role is chosen. */
function beginAs(actor: DbActor | 'system'): string {
  if (actor === 'system') return 'begin; set local role bank_system';
  const person = actor.personId === undefined ? '' : actor.personId;
  if (person !== '' && !word.test(person)) throw new Error('not a valid person id');
  return `begin;
    select bank_set_actor(${checked(actor.audiences, audienceName)}, ${literal(person)}, ${checked(actor.roles, word)});
    set local role bank_app`;
}

/** A `Db` whose every statement runs under row-level security as `actor`; a patient one gives way to others. */
export function createDb(driver: Driver, actor: DbActor | 'system', patient = false): Db {
  const before = beginAs(actor);
  const trip = (statements: readonly Statement[]) =>
    driver.hold((session) => session.trip(statements, { before, after: 'commit' }), { patient, brief: true });
  const transact = async <T>(session: Session, fn: (tx: Queryable) => Promise<T>): Promise<T> => {
    const tx = openedBy(session, before);
    const result = await fn(tx);
    // PostgreSQL answers the commit of a broken transaction with a silent rollback; the select fails instead.
    if (tx.isOpen()) await session.exec('select 1; commit');
    return result;
  };
  return {
    transaction: (fn) =>
      driver.hold(
        (session) =>
          transact(session, fn).catch(async (error) => {
            await session.exec('rollback');
            throw error;
          }),
        { patient },
      ),
    query: async <R>(text: string, params: readonly unknown[] = []) => {
      const [rows = []] = await trip([{ text, params }]);
      return rows as R[];
    },
    batch: (fn) => gathered(fn, trip),
  };
}

/** Lets `fn` say all it asks for, then sends it in one trip. */
async function gathered<T>(
  fn: (tx: Queryable) => Promise<T>,
  trip: (statements: readonly Statement[]) => Promise<unknown[][]>,
): Promise<T> {
  const statements: Statement[] = [];
  let closed = false;
  const sent = Promise.resolve().then(() => {
    closed = true;
    return statements.length > 0 ? trip(statements) : [];
  });
  const tx: Queryable = {
    async query<R>(text: string, params: readonly unknown[] = []) {
      if (closed) throw new Error('a batch asks for all its statements before it waits for any');
      const place = statements.push({ text, params }) - 1;
      return (await sent)[place] as R[];
    },
  };
  // What `fn` does not wait for fails the batch too.
  const [result] = await Promise.all([fn(tx), sent]);
  return result;
}

/** Opens the transaction together with its first statement; every other one waits until it is open. */
function openedBy(session: Session, begin: string): Queryable & { isOpen(): boolean } {
  let opening: Promise<unknown> | undefined;
  return {
    isOpen: () => opening !== undefined,
    async query<R>(text: string, params?: readonly unknown[]) {
      if (opening) {
        await opening;
        return session.query<R>(text, params);
      }
      const rows = session.query<R>(text, params, { before: begin });
      opening = rows;
      return rows;
    },
  };
}
