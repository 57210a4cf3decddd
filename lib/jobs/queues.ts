import type { Queue } from "pg-boss";

type Options = Omit<Queue, "name">;

/**
 * Every queue of the product. Delivery is at least once: a handler claims its row before it works, so that a message
 * that comes twice, or late, does nothing. The row keeps the lease and the count of attempts; the queue only wakes.
 */
export const QUEUES = {
  "run-task": {
    notify: true,
    heartbeatSeconds: 10,
    // A message is only lost with the worker that had just fetched it.
    retryLimit: 20,
    expireInSeconds: 86_000,
    deleteAfterSeconds: 3_600,
  },
  "run-comparison": {
    notify: true,
    heartbeatSeconds: 10,
    retryLimit: 5,
    retryDelay: 2,
    retryBackoff: true,
    expireInSeconds: 900,
    deleteAfterSeconds: 86_400,
  },
  "run-explanation": {
    notify: true,
    heartbeatSeconds: 10,
    retryLimit: 5,
    retryDelay: 2,
    retryBackoff: true,
    expireInSeconds: 7_200,
    deleteAfterSeconds: 86_400,
  },
  verdict: {
    notify: true,
    heartbeatSeconds: 10,
    retryLimit: 5,
    retryDelay: 2,
    retryBackoff: true,
    expireInSeconds: 900,
    deleteAfterSeconds: 86_400,
  },
} as const satisfies Record<string, Options>;
export type QueueName = keyof typeof QUEUES;

export interface RunTaskJob {
  taskId: string;
}

export interface ExplanationJob {
  explanationId: string;
  workspaceId: string;
}

export interface RunSucceeded {
  workspaceId: string;
  projectId: string;
  runId: string;
}

/** Topics carry what later features react to; the earlier feature does not know who listens. */
export interface Topics {
  "run.succeeded": RunSucceeded;
}
export const SUBSCRIPTIONS: Record<keyof Topics, readonly QueueName[]> = {
  "run.succeeded": ["verdict", "run-comparison", "run-explanation"],
};

export interface JobData {
  "run-task": RunTaskJob;
  "run-comparison": RunSucceeded;
  "run-explanation": RunSucceeded | ExplanationJob;
  verdict: RunSucceeded;
}
