"""What happens at home: forums, ceremonies, joint meetings, trainings. Pure, like the planner."""
