import { fromPrisma, PgBoss } from "pg-boss";
import { database, type Tx } from "#lib/platform/db.ts";
import { log } from "#lib/platform/log.ts";
import { type JobData, QUEUES, type QueueName, SUBSCRIPTIONS, type Topics } from "./queues.ts";

export interface Sender {
  /** Enqueues when the surrounding transaction commits; a rollback leaves nothing. Higher priority goes first. */
  send: <Q extends QueueName>(
    tx: Tx,
    queue: Q,
    jobs: readonly { data: JobData[Q]; priority?: number }[],
  ) => Promise<void>;
  publish: <T extends keyof Topics>(tx: Tx, topic: T, data: Topics[T]) => Promise<void>;
}

/** Opens the queue for sending, and for working when asked. Safe when many processes do it at once. */
export async function openBoss(options: { url: string; works: boolean }): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: options.url,
    max: options.works ? 6 : 2,
    application_name: options.works ? "forecanvas worker queue" : "forecanvas queue",
    useListenNotify: options.works,
    supervise: options.works,
    schedule: false,
    registerInstance: false,
    superviseIntervalSeconds: 2,
    monitorIntervalSeconds: 2,
    openTelemetry: { enabled: false },
  });
  boss.on("error", (error) => log("warn", "queue", { error: error.message }));
  await boss.start({ attempts: 3 });
  for (const [name, queue] of Object.entries(QUEUES)) {
    if ((await boss.getQueue(name)) === null) await boss.createQueue(name, queue);
  }
  for (const [topic, queues] of Object.entries(SUBSCRIPTIONS)) {
    for (const queue of queues) await boss.subscribe(topic, queue);
  }
  return boss;
}

export function senderOf(boss: PgBoss): Sender {
  return {
    send: async (tx, queue, jobs) => {
      if (jobs.length === 0) return;
      await boss.insert(
        queue,
        jobs.map(({ data, priority }) => ({ data, priority: priority ?? 0 })),
        { db: fromPrisma(tx) },
      );
    },
    publish: async (tx, topic, data) => {
      await boss.publish(topic, data, { db: fromPrisma(tx) });
    },
  };
}

// Kept on globalThis: the development server evaluates modules anew at each change.
const holder = globalThis as typeof globalThis & {
  forecanvasSender?: { url: string; boss: Promise<PgBoss> };
};

/**
 * The process's sender, opened at first use. Await it before the transaction begins: the first call may still have to
 * make the queue's tables.
 */
export async function sender(): Promise<Sender> {
  const url = database().url;
  if (holder.forecanvasSender?.url !== url) {
    const boss = openBoss({ url, works: false });
    holder.forecanvasSender = { url, boss };
    boss.catch(() => {
      // The next caller tries again.
      if (holder.forecanvasSender?.boss === boss) delete holder.forecanvasSender;
    });
  }
  return senderOf(await holder.forecanvasSender.boss);
}

/** For tests and shutdown. */
export async function closeSender(): Promise<void> {
  const current = holder.forecanvasSender;
  delete holder.forecanvasSender;
  const boss = await current?.boss.catch(() => null);
  await boss?.stop({ graceful: false });
}
