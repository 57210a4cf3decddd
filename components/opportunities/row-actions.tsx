"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { isWithoutPrediction, type RankedOpportunity } from "#lib/features/opportunities/index.ts";

/** What can be done with one task; deleting asks once more, in place. */
export function RowActions({
  task,
  isPending,
  onChoose,
  onEdit,
  onDelete,
}: {
  task: RankedOpportunity;
  isPending: boolean;
  onChoose: () => void;
  onEdit: () => void;
  onDelete: () => void;
}) {
  const [isAsked, setAsked] = useState(false);
  if (isAsked) {
    return (
      <>
        <Button variant="danger" size="small" busy={isPending && "Deleting"} onClick={onDelete}>
          Delete it
        </Button>
        <Button size="small" onClick={() => setAsked(false)}>
          Keep
        </Button>
      </>
    );
  }
  return (
    <>
      <Button
        size="small"
        variant={task.isChosen || isWithoutPrediction(task) ? "quiet" : "outline"}
        disabled={isPending}
        aria-label={task.isChosen ? `Let go of ${task.name}` : `Choose ${task.name}`}
        onClick={onChoose}
      >
        {task.isChosen ? "Let go" : "Choose"}
      </Button>
      <Button size="small" variant="quiet" aria-label={`Edit ${task.name}`} onClick={onEdit}>
        Edit
      </Button>
      <Button
        size="small"
        variant="quiet"
        aria-label={`Delete ${task.name} …`}
        onClick={() => setAsked(true)}
      >
        Delete
      </Button>
    </>
  );
}
