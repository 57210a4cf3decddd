import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

/** Inside the project's frame: the rest of the thread stays at hand. */
export default function NotFound() {
  return (
    <>
      <h1 className="text-title mb-3">There is nothing here</h1>
      <EmptyState
        title="This project has no such page"
        action={
          <ButtonLink href="/" variant="primary">
            Go to your projects
          </ButtonLink>
        }
      >
        The address is mistyped, or names a run or a version of the data that is not in this project. Choose a
        stop of the thread to go on.
      </EmptyState>
    </>
  );
}
