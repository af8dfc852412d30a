// One server per PostgreSQL database: two writers would each believe that the board is theirs. The lock is an advisory
// one, held by a connection that does nothing else, and ends with that connection. Whoever lost it must not write on:
// another server may have it by now. It needs a direct connection; a pooler that hands sessions round cannot hold it.
import pg from 'pg';

/** One number for every version of the wallboard; PostgreSQL keeps it per database. */
const lockKey = 7_263_518_402;
const connectWithinMs = 5_000;

/** Asked this often whether the connection still lives: a cable that was pulled says nothing by itself. */
const askEveryMs = 10_000;
const answerWithinMs = 5_000;

/**
 * Takes the lock. `onLost` is told once, with the reason, when it is gone before it was released.
 * @returns the release. @throws Error that says what to do when another server has it.
 */
export async function lockServer(url: string, onLost: (why: unknown) => void): Promise<() => Promise<void>> {
  const client = new pg.Client({
    connectionString: url,
    keepAlive: true,
    connectionTimeoutMillis: connectWithinMs,
    query_timeout: answerWithinMs,
    application_name: 'wallboard lock',
  });
  let over = false;
  let heartbeat: NodeJS.Timeout | null = null;
  function lost(why: unknown) {
    if (over) return;
    over = true;
    if (heartbeat) clearInterval(heartbeat);
    client.end().catch(alreadyGone);
    onLost(why);
  }
  async function release() {
    over = true;
    if (heartbeat) clearInterval(heartbeat);
    await client.end();
  }

  let taken: boolean;
  try {
    await client.connect();
    const answer = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [lockKey]);
    taken = answer.rows[0]?.taken === true;
  } catch (error) {
    over = true;
    client.on('error', alreadyGone);
    await client.end().catch(alreadyGone);
    throw error;
  }
  if (!taken) {
    await release();
    throw new Error('Another server already uses this PostgreSQL database. Stop it, or set another DATABASE_URL.');
  }
  client.on('error', lost);
  client.on('end', () => lost(new Error('The connection ended')));
  // Pacing of a connection, not a domain time.
  heartbeat = setInterval(() => client.query('select 1').catch(lost), askEveryMs);
  heartbeat.unref();
  return release;
}

/** What ended already cannot be ended well, and who asked was told why. */
const alreadyGone = () => undefined;
