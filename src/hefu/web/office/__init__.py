"""What the pages of tasks, problems, projects and bodies have in common: forms, histories, the operations chart."""
