"""What people do: bodies, assignments, tasks, reports of progress, problems, projects, each with who, when and why."""
