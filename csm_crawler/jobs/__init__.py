"""What a command does, put together of the rooms below and without Scrapy."""
