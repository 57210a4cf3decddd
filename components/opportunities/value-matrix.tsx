import { cx } from "#components/ui/cx.ts";
import type { RankedOpportunity } from "#lib/features/opportunities/index.ts";

const GRADES = [1, 2, 3, 4, 5] as const;
/** From this product on, a cell is shaded as worth starting with. */
const STRONG = 16;
/** More than these do not fit a cell; the rest is counted. */
const SHOWN = 4;

/** Value upward, feasibility to the right, each task as its place in the order: what is worth starting with is top right. */
export function ValueMatrix({ tasks }: { tasks: readonly RankedOpportunity[] }) {
  const placed = tasks.filter((task) => task.rank !== null);
  const absent = tasks.length - placed.length;
  const strong = placed.filter((task) => (task.value ?? 0) * (task.feasibility ?? 0) >= STRONG).length;
  const finding = `${placed.length} of ${tasks.length} opportunities by value and feasibility, ${strong} of them worth starting with. The table has the figures.`;
  return (
    <figure className="max-w-80">
      <div className="grid grid-cols-[1.25rem_1fr] gap-x-1" role="img" aria-label={finding}>
        <span className="text-axis text-ink3 [writing-mode:sideways-lr] justify-self-center self-center">
          value
        </span>
        <div className="grid grid-cols-[0.75rem_repeat(5,minmax(0,1fr))] border-t border-r border-line">
          {GRADES.toReversed().map((value) => (
            <Row key={value} value={value} tasks={placed} />
          ))}
        </div>
        <span />
        <div className="grid grid-cols-[0.75rem_repeat(5,minmax(0,1fr))] text-axis text-ink3 text-center">
          <span />
          {GRADES.map((grade) => (
            <span key={grade}>{grade}</span>
          ))}
        </div>
        <span />
        <span className="text-axis text-ink3 text-center">feasibility</span>
      </div>
      <figcaption className="text-axis text-ink3 mt-2">
        A number is the place in the table, blue the one chosen. Shaded: value × feasibility of {STRONG} or
        more.
        {absent > 0 ? ` ${absent} without a place ${absent === 1 ? "is" : "are"} not drawn.` : ""}
      </figcaption>
    </figure>
  );
}

function Row({ value, tasks }: { value: number; tasks: readonly RankedOpportunity[] }) {
  return (
    <>
      <span className="text-axis text-ink3 self-center">{value}</span>
      {GRADES.map((feasibility) => (
        <Cell
          key={feasibility}
          isStrong={value * feasibility >= STRONG}
          tasks={tasks.filter((task) => task.value === value && task.feasibility === feasibility)}
        />
      ))}
    </>
  );
}

function Cell({ tasks, isStrong }: { tasks: readonly RankedOpportunity[]; isStrong: boolean }) {
  const shown = tasks.length > SHOWN ? tasks.slice(0, SHOWN - 1) : tasks;
  return (
    <span
      className={cx(
        "aspect-square border-b border-l border-line flex flex-wrap content-center justify-center gap-0.5 p-0.5",
        isStrong ? "bg-accent2" : "bg-surface",
      )}
    >
      {shown.map((task) => (
        <span
          key={task.id}
          title={task.name}
          className={cx(
            "size-5 rounded-full flex items-center justify-center text-axis font-semibold tabular-nums border",
            task.isChosen ? "bg-accent border-accent text-onaccent" : "bg-surface border-ink2 text-ink",
          )}
        >
          {task.rank}
        </span>
      ))}
      {tasks.length > shown.length ? (
        <span className="size-5 flex items-center justify-center text-axis text-ink2">
          +{tasks.length - shown.length}
        </span>
      ) : null}
    </span>
  );
}
